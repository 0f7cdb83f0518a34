"""Ask the model. Builds the prompt from screened text only, and gives the answer as it comes."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from chat.turn import Piece, Progress, Turn
from chat.wording import prompts
from gateway import completion
from gateway.types import IN_HOUSE, Call, Decision, Delta, Params, Queued, Switched


async def run(turn: Turn) -> Turn:
    """Write the prompt. Personal data is told as it is where neither the model nor a fallback lies outside."""
    call, decision = _settled(turn)
    in_house = all(card.location in IN_HOUSE for card in (decision.card, *decision.fallbacks))
    written = prompts.prompt(
        settings=turn.bot.settings,
        language=turn.language,
        extra_system=turn.request.extra_system,
        history=turn.history,
        passages=turn.passages,
        question=turn.request.question if in_house else turn.masked,
        card=decision.card,
    )
    return replace(
        turn,
        prompt=written,
        call=replace(call, personal=turn.personal and in_house),
        versions={**turn.versions, "prompt": prompts.VERSION},
    )


async def stream(turn: Turn) -> AsyncGenerator[Piece]:
    """The answer, piece by piece. Raises GatewayError. Closing it closes the upstream at once."""
    call, decision = _settled(turn)
    answer = completion.stream(call, decision, turn.prompt, _params(turn, decision), passages=turn.passages)
    async with aclosing(answer):  # type: ignore[type-var]
        async for part in answer:
            yield _piece(part, decision)


def _settled(turn: Turn) -> tuple[Call, Decision]:
    if turn.call is None or turn.decision is None:
        raise ValueError("a turn that was not routed asks no model")
    return turn.call, turn.decision


def _piece(part: Delta | Queued | Switched, decision: Decision) -> Piece:
    if isinstance(part, Delta):
        return Piece(text=part.text, finish=part.finish, usage=part.usage)
    if isinstance(part, Queued):
        return Piece(progress=Progress(stage="generation", state="waiting", data={"place": part.place}))
    passed = (*decision.passed_over, (part.before.name, part.reason))
    progress = Progress(stage="generation", state="switched", data={"model": part.card.name, "reason": part.reason})
    return Piece(decision=replace(decision, card=part.card, passed_over=passed), progress=progress)


def _params(turn: Turn, decision: Decision) -> Params:
    """What the caller chose, within what the model may write.

    An answer from the material leaves nothing to chance: at a server's usual temperature the small local model denied
    what stood in front of it in two of three tries, at zero in none of five.
    """
    chosen = turn.request.params or Params()
    if chosen.temperature is None and turn.passages:
        chosen = replace(chosen, temperature=0.0)
    most = prompts.ANSWER_TOKENS[decision.card.location]
    return replace(chosen, max_tokens=min(chosen.max_tokens or most, most))
