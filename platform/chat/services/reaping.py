"""Close turns whose process died: the clerk's work."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from uuid import UUID

from audit.services import record
from chat import events
from chat.models import JournalPiece, TurnRow, TurnText
from chat.selectors.turns import joined
from chat.stored import citations_to_json
from chat.turn import Outcome
from kit import clock
from kit.roles import acting_as
from kit.scoping import tenant_scope

BATCH = 200
REAPER = "job:reaper"


def reap_expired() -> int:
    """Close every open turn whose lease has expired, as aborted, with what its journal holds. Gives how many.

    Called outside any scope: the clerk sees which turns of which tenants are due; each tenant's are closed in its own.
    """
    with acting_as("clerk"):
        due = TurnRow.objects.filter(closed_at=None, lease_until__lt=clock.now())
        found = list(due.order_by("tenant_id", "lease_until").values_list("tenant_id", "id")[:BATCH])
    reaped = 0
    with acting_as("app"):
        for tenant_id, rows in groupby(found, key=itemgetter(0)):
            for _, turn_id in rows:
                with tenant_scope(tenant_id):
                    reaped += _reap(turn_id)
    return reaped


def _reap(turn_id: UUID) -> bool:
    """Close one turn, unless its process renewed the lease or closed it in the meantime."""
    open_row = TurnRow.objects.filter(id=turn_id, closed_at=None, lease_until__lt=clock.now())
    row = open_row.select_for_update(skip_locked=True).first()
    if row is None:
        return False
    text, citations = joined(turn_id)
    ending = {"outcome": Outcome.ABORTED, "reason": "lease_expired", "finish": "aborted"}
    TurnRow.objects.filter(id=turn_id).update(closed_at=clock.now(), **ending)
    kept = TurnText.objects.filter(turn_id=turn_id).update(answer=text, citations=citations_to_json(citations))
    JournalPiece.objects.filter(turn_id=turn_id).delete()
    record(
        events.TURN_CLOSED,
        actor=REAPER,
        subject=row.subject,
        turn_id=turn_id,
        phase="closed",
        data=ending | {"characters": len(text), "journaled": len(text)},
        personal={"answer": text} if kept else {},
    )
    return True
