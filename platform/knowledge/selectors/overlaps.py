"""Read where documents repeat or contradict each other, and what was decided about it."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet

from kit import clock
from knowledge.errors import OverlapNotFound
from knowledge.liveness import in_force
from knowledge.models import SEEN, Overlap
from knowledge.selectors.access import readable
from knowledge.selectors.passages import passage_of
from knowledge.types import OverlapInfo, OverlapKind, OverlapSide, OverlapState
from tenants.types import Principal

CONFLICTS = ("number", "date", "duty")
MOST_SHOWN = 2
"""Passages that are fetched because they contradict what a search found."""


def overlaps(
    *,
    principal: Principal,
    base_id: UUID | None = None,
    decided: bool = False,
    limit: int = 50,
    after: UUID | None = None,
) -> tuple[OverlapInfo, ...]:
    """The open ones whose two sides can still be found, or the decided ones; newest first. `base_id`: of either side."""
    rows = _rows(principal).order_by("-id")
    rows = rows.exclude(state="open") if decided else rows.filter(_live("first"), _live("second"), state="open")
    if base_id is not None:
        rows = rows.filter(Q(first__version__document__base_id=base_id) | Q(second__version__document__base_id=base_id))
    if after is not None:
        rows = rows.filter(id__lt=after)
    return tuple(map(_info, rows[:limit]))


def count_open_overlaps(*, principal: Principal, base_id: UUID | None = None) -> int:
    """How many wait for a decision, up to 100."""
    return len(overlaps(principal=principal, base_id=base_id, limit=100))


def overlap(overlap_id: UUID, *, principal: Principal) -> OverlapInfo:
    """One of them. Raises OverlapNotFound, also where one of its documents may not be read."""
    row = _rows(principal).filter(id=overlap_id).first()
    if row is None:
        raise OverlapNotFound
    return _info(row)


def disagreements(
    passage_ids: Iterable[UUID], *, principal: Principal, base_ids: Iterable[UUID]
) -> tuple[OverlapInfo, ...]:
    """Open conflicts of these passages with others that this principal finds in these bases now, the likeliest first."""
    ids, bases = list(passage_ids), list(base_ids)
    rows = _rows(principal).filter(
        Q(first_id__in=ids) | Q(second_id__in=ids),
        _live("first"),
        _live("second"),
        state="open",
        kind__in=CONFLICTS,
        first__version__document__base_id__in=bases,
        second__version__document__base_id__in=bases,
    )
    moment = clock.now()
    found = [row for row in rows if in_force(row.first.version, moment) and in_force(row.second.version, moment)]
    return tuple(map(_info, sorted(found, key=lambda row: (-row.likeness, row.id))[:MOST_SHOWN]))


def _rows(principal: Principal) -> QuerySet[Overlap, Any]:
    rows: QuerySet[Overlap, Any] = Overlap.objects.filter(
        readable(principal, through="first__version__document__"),
        readable(principal, through="second__version__document__"),
    )
    return rows.select_related("first__version__document", "second__version__document")


def _live(side: str) -> Q:
    """Can the passage be found, on some day?"""
    return Q(**{f"{side}__version__live": True, f"{side}__switched_on": True, f"{side}__verdict__in": SEEN})


def _info(row: Overlap) -> OverlapInfo:
    return OverlapInfo(
        id=row.id,
        kind=cast(OverlapKind, row.kind),
        first=_side(row.first, row.first_says),
        second=_side(row.second, row.second_says),
        likeness=row.likeness,
        repeated=len(row.repeated),
        state=cast(OverlapState, row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        found_at=row.created_at,
    )


def _side(passage: Any, says: str) -> OverlapSide:
    """What a passage says is told no longer once the document policy keeps it back."""
    version = passage.version
    return OverlapSide(
        passage=passage_of(passage),
        says=says if passage.verdict in SEEN else "",
        owner=version.document.owner,
        added_at=version.created_at,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )
