"""Give a turn its end, from whatever stopped it. Values only: writing and telling it are others' work."""

from __future__ import annotations

from dataclasses import replace

from chat.turn import Failure, Outcome, Refusal, Stop, Turn
from chat.wording import notices
from kit.errors import HeyanError


def answered(turn: Turn) -> Turn:
    return replace(turn, outcome=Outcome.DIRECT if turn.direct else Outcome.ANSWERED)


def refused(turn: Turn, refusal: Refusal) -> Turn:
    """A stage said no. What the material does not say, and a question back, are no matter of content: a plain finish."""
    plain = refusal.outcome in (Outcome.NOT_IN_MATERIAL, Outcome.CLARIFY)
    return replace(
        turn,
        outcome=refusal.outcome,
        reason=refusal.reason,
        category=refusal.category,
        failure=refusal.failure,
        clarification=refusal.clarification,
        finish="stop" if plain else "content_filter",
        verdicts=(*turn.verdicts, refusal.verdict) if refusal.verdict else turn.verdicts,
    )


def stopped(turn: Turn, stop: Stop) -> Turn:
    """The turn was cut off from outside."""
    failure = notices.stopped(stop, turn.language)
    return replace(turn, outcome=Outcome.ABORTED, reason=stop.value, failure=failure, finish="aborted")


def failed(turn: Turn, error: HeyanError) -> Turn:
    """A model, or another part that says what is wrong with it, could not do its work."""
    failure = notices.failure(error, turn.language)
    reason = str(getattr(error, "reason", "") or error.code)
    return replace(turn, outcome=Outcome.ABORTED, reason=reason, failure=failure, finish="aborted")


def broken(turn: Turn, *, shown: bool) -> Turn:
    """Something unforeseen: a refusal while nothing was shown, else the stream breaks off."""
    failure = Failure(code="internal", status=500, says=notices.broken(turn.language))
    if shown:
        return replace(turn, outcome=Outcome.ABORTED, reason="internal", failure=failure, finish="aborted")
    return replace(turn, outcome=Outcome.REFUSED, reason="internal", failure=failure, finish="content_filter")
