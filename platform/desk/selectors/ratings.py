"""Read ratings."""

from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from desk.models import Rating
from desk.types import RatingInfo, Reason, Verdict
from tenants.types import Principal, Subject


def ratings(turn_ids: Iterable[UUID], *, subject: Subject) -> Mapping[UUID, RatingInfo]:
    """What this subject said about these turns."""
    return _by_turn(turn_ids, subject.ref)


def ratings_of_operator(turn_ids: Iterable[UUID], *, by: Principal) -> Mapping[UUID, RatingInfo]:
    """What this operator said about other people's turns."""
    return _by_turn(turn_ids, by.actor)


def as_info(row: Rating) -> RatingInfo:
    return RatingInfo(
        turn_id=row.turn_id,
        verdict=cast("Verdict", row.verdict),
        reason=cast("Reason", row.reason),
        comment=row.comment,
        correction=row.correction,
        by_operator=row.by_operator,
        at=row.updated_at,
    )


def _by_turn(turn_ids: Iterable[UUID], reference: str) -> dict[UUID, RatingInfo]:
    rows = Rating.objects.filter(turn_id__in=list(turn_ids), subject=reference)
    return {row.turn_id: as_info(row) for row in rows}
