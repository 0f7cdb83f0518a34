"""Read who waits for an answer, and the answers that came late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from chat.selectors import turn_record
from desk.models import Miss, Wish
from desk.types import Told
from tenants.types import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who is to be told about a turn of his."""

    wish_id: UUID
    turn_id: UUID
    subject: Subject


def wishes(turn_ids: Iterable[UUID], *, subject: Subject) -> frozenset[UUID]:
    """Those of the turns about which this subject wants to be told and has not been."""
    rows = Wish.objects.filter(turn_id__in=list(turn_ids), subject=subject.ref, told_at=None)
    return frozenset(rows.values_list("turn_id", flat=True))


def waiting(cluster_id: UUID, *, tenant_id: UUID) -> tuple[Waiting, ...]:
    """Who waits for the answer to a cluster's question, the first first."""
    missed = Miss.objects.filter(cluster_id=cluster_id).values("turn_id")
    rows = Wish.objects.filter(turn_id__in=missed, told_at=None).order_by("created_at")
    return tuple(
        Waiting(wish_id=row.id, turn_id=row.turn_id, subject=subject_from(row.subject, tenant_id)) for row in rows
    )


def told(*, subject: Subject, unseen: bool = True) -> tuple[Told, ...]:
    """Answers that came after their question, the newest first; only those that the subject has not seen yet."""
    rows = Wish.objects.filter(subject=subject.ref, told_at__isnull=False)
    rows = rows.filter(seen_at=None) if unseen else rows
    return tuple(map(_told, rows.order_by("-told_at")[:20]))


def subject_from(reference: str, tenant_id: UUID) -> Subject:
    """The subject behind a reference."""
    channel, _, external_id = reference.partition(":")
    return Subject(tenant_id=tenant_id, channel=channel, external_id=external_id)  # type: ignore[arg-type]


def _told(row: Wish) -> Told:
    turn = turn_record(cast("UUID", row.told_turn_id))
    return Told(
        wish_id=row.id,
        turn_id=turn.id,
        conversation_id=turn.conversation_id,
        question=turn.question,
        at=cast("datetime", row.told_at),
    )
