"""Open and close the record of a turn. Nothing is shown before the one, and no end is told before the other."""

from chat.errors import LeaseLost
from chat.running.evidence import written
from chat.selectors.turns import journal
from chat.services import close_turn, open_turn
from chat.turn import Closed, Replay, Turn, TurnRequest
from chat.wording.notices import language_of


async def opened(request: TurnRequest) -> Turn | Replay:
    """Commit the opening entry. Raises what `open_turn` raises, and EvidenceUnavailable."""
    language = request.language or language_of(request.question)
    return await written(request.tenant_id, open_turn, request=request, language=language)


async def closed(turn: Turn) -> Closed:
    """Commit the closing entry, and only then give the last event. Raises EvidenceUnavailable.

    Where another has closed the turn, because this process lost its lease, the recorded end is what is told.
    """
    tenant_id = turn.request.tenant_id
    try:
        await written(tenant_id, close_turn, turn=turn)
    except LeaseLost:
        seen = await written(tenant_id, journal, turn_id=turn.id, subject=turn.request.subject.ref)
        if seen.end is None:
            raise
        return seen.end.closed
    return end_of(turn)


def end_of(turn: Turn) -> Closed:
    """The last event of a turn whose end is settled."""
    if turn.label is None or turn.outcome is None:
        raise ValueError("a turn ends with an outcome and a label")
    return Closed(
        turn_id=turn.id,
        outcome=turn.outcome,
        answer=turn.answer,
        citations=turn.citations,
        label=turn.label,
        finish=turn.finish,
        usage=turn.usage,
        error=turn.failure,
        choices=turn.clarification.choices if turn.clarification else (),
        known=turn.known,
    )
