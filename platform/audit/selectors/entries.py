"""List entries for the auditor. People are pseudonyms here; `audit.services.unmask` looks behind one."""

import re
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from audit.adapters.pseudonyms import pseudonym
from audit.models import Entry, Payload
from audit.types import EntryView, Filters, Page, sentence
from kit.ids import decode_id, encode_id
from kit.scoping import current_tenant_id

LARGEST_PAGE: Final = 200
PSEUDONYM: Final = re.compile("[0-9a-f]{64}")


def entries(filters: Filters | None = None) -> Page:
    """One page of the tenant's entries, newest first. Raises ValueError for a cursor that no page gave."""
    wanted = filters or Filters()
    limit = max(1, min(wanted.limit, LARGEST_PAGE))
    rows = list(_views().filter(**_conditions(wanted)).order_by("-id")[: limit + 1])
    following = encode_id(rows[limit - 1].id) if len(rows) > limit else ""
    return Page(entries=tuple(map(_view, rows[:limit])), next=following)


def turn_evidence(turn_id: UUID) -> tuple[EntryView, ...]:
    """Everything that was recorded of one turn, oldest first."""
    return tuple(map(_view, _views().filter(turn_id=turn_id).order_by("id")))


def pseudonym_of(reference: str) -> str:
    """The pseudonym of a reference such as `member:<uuid>` in the tenant in scope; a pseudonym stays itself."""
    return reference if PSEUDONYM.fullmatch(reference) else pseudonym(current_tenant_id(), reference)


def _conditions(wanted: Filters) -> dict[str, Any]:
    found = {
        "event": wanted.event or None,
        "actor": pseudonym_of(wanted.actor) if wanted.actor else None,
        "subject": pseudonym_of(wanted.subject) if wanted.subject else None,
        "turn_id": wanted.turn_id,
        "created_at__gte": wanted.since,
        "created_at__lt": wanted.until,
        "evaluation": wanted.evaluation,
        "id__lt": decode_id(wanted.cursor) if wanted.cursor else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _views() -> QuerySet[Entry]:
    held = Exists(Payload.objects.filter(entry_id=OuterRef("id")))
    return Entry.objects.annotate(sequence=F("seal__sequence"), personal=held)


def _view(row: Any) -> EntryView:
    return EntryView(
        id=row.id,
        at=row.created_at,
        event=row.event,
        says=sentence(row.event, row.data),
        actor=row.actor,
        subject=row.subject,
        turn_id=row.turn_id,
        phase=row.phase,
        success=row.success,
        evaluation=row.evaluation,
        data=row.data,
        commitments=row.commitments,
        sequence=row.sequence,
        personal=row.personal,
    )
