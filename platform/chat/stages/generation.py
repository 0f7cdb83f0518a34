"""Ask the model. Builds the prompt from screened text only, and gives the answer as it comes."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace

from chat import prompts
from chat.calls import call, stays_in_house
from chat.turn import Piece, Progress, Turn
from gateway import completion
from gateway.types import Decision, Delta, Params, Queued, Switched


async def run(turn: Turn) -> Turn:
    """Write the prompt. Only models of the house are told unmasked personal data."""
    decision = _decided(turn)
    question = turn.request.question if stays_in_house(decision) else turn.masked
    written = prompts.prompt(
        settings=turn.bot.settings,
        language=turn.language,
        extra_system=turn.request.extra_system,
        history=turn.history,
        passages=turn.passages,
        question=question,
        card=decision.card,
    )
    return replace(turn, prompt=written, versions={**turn.versions, "prompt": prompts.VERSION})


async def stream(turn: Turn) -> AsyncIterator[Piece]:
    """The answer, piece by piece. Raises GatewayError. Closing it closes the upstream at once."""
    decision = _decided(turn)
    told = call(turn, personal=turn.personal and stays_in_house(decision))
    answer = completion.stream(told, decision, turn.prompt, _params(turn), passages=turn.passages)
    async with aclosing(answer):  # type: ignore[type-var]
        async for part in answer:
            yield _piece(part, decision)


def _piece(part: Delta | Queued | Switched, decision: Decision) -> Piece:
    if isinstance(part, Delta):
        return Piece(text=part.text, finish=part.finish, usage=part.usage)
    if isinstance(part, Queued):
        return Piece(progress=Progress(stage="generation", state="waiting", data={"place": part.place}))
    passed = (*decision.passed_over, (part.before.name, part.reason))
    progress = Progress(stage="generation", state="switched", data={"model": part.card.name, "reason": part.reason})
    return Piece(decision=replace(decision, card=part.card, passed_over=passed), progress=progress)


def _decided(turn: Turn) -> Decision:
    if turn.decision is None:
        raise ValueError("a turn without a decision asks no model")
    return turn.decision


def _params(turn: Turn) -> Params:
    """What the caller chose, within what the model may write."""
    chosen = turn.request.params or Params()
    most = prompts.ANSWER_TOKENS[_decided(turn).card.location]
    return replace(chosen, max_tokens=min(chosen.max_tokens or most, most))
