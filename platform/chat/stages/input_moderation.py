"""May this be asked? Settles the verdict and the masked text of everything that a model could be told."""

import asyncio
from dataclasses import replace

from chat.turn import Side, Turn
from chat.wording.verdicts import broken, refusal
from gateway.types import Message
from kit.database import run_unit
from moderation.errors import ModerationBroken
from moderation.selectors import screen_for
from moderation.types import Screen, Verdict


async def run(turn: Turn) -> Turn:
    """Judge the question, the history and the caller's own system text. Refuses what the policy stops."""
    try:
        screen = await run_unit(turn.request.tenant_id, screen_for, turn.bot.settings.policy_id, side="input")
        # A long history takes half a second to judge, in which no other answer may stand still.
        return await asyncio.to_thread(_screened, turn, screen)
    except ModerationBroken as error:
        raise broken(turn) from error


def _screened(turn: Turn, screen: Screen) -> Turn:
    verdict = screen.judge(turn.request.question)
    _stop(turn, "input", verdict)
    turn = replace(
        turn,
        masked=verdict.masked,
        personal=verdict.personal,
        verdicts=(*turn.verdicts, ("input", verdict)),
        versions={**turn.versions, **dict(verdict.versions)},
    )
    if turn.request.extra_system:
        system = screen.judge(turn.request.extra_system)
        _stop(turn, "history", system)
        turn = replace(turn, request=replace(turn.request, extra_system=system.masked))
    return replace(turn, history=_history(turn, screen), before=_before(turn, screen))


def _before(turn: Turn, screen: Screen) -> tuple[str, ...]:
    """Earlier questions, masked, without those that today's policy stops: a model may be told them."""
    verdicts = map(screen.judge, turn.before)
    return tuple(verdict.masked for verdict in verdicts if not verdict.flagged)


def _history(turn: Turn, screen: Screen) -> tuple[Message, ...]:
    """Earlier messages, masked. What the caller sent and the policy stops refuses the turn; of a stored conversation,
    whose text was allowed when it was said, such a message is left out."""
    kept = []
    for message in turn.history:
        verdict = screen.judge(message.content)
        if turn.request.history:
            _stop(turn, "history", verdict)
        if not verdict.flagged:
            kept.append(Message(role=message.role, content=verdict.masked))
    return tuple(kept)


def _stop(turn: Turn, side: Side, verdict: Verdict) -> None:
    if verdict.flagged:
        raise refusal(turn, side, verdict)
