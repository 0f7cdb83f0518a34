"""Read drafts."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from desk.errors import DraftNotFound
from desk.models import Draft
from desk.types import DraftInfo, DraftState, Origin
from knowledge.types import PairSource, Passage


def draft(draft_id: UUID) -> DraftInfo:
    """Raises DraftNotFound."""
    row = Draft.objects.filter(id=draft_id).first()
    if row is None:
        raise DraftNotFound
    return as_info(row)


def drafts(cluster_id: UUID) -> tuple[DraftInfo, ...]:
    """Of a cluster, the newest first."""
    return tuple(map(as_info, Draft.objects.filter(cluster_id=cluster_id).order_by("-created_at")))


def source_from(passage: Passage) -> dict[str, Any]:
    """A passage as the source of a draft, in the form in which it is kept."""
    source = PairSource.of(passage)
    return {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(source).items()}


def source_of(kept: Mapping[str, Any]) -> PairSource | None:
    """The inverse; None where the draft names no passage."""
    if not kept:
        return None
    ids = {name: UUID(str(kept[name])) for name in ("document_id", "version_id", "passage_id")}
    return PairSource(document=kept["document"], version=kept["version"], page=kept.get("page"), **ids)


def as_info(row: Draft) -> DraftInfo:
    return DraftInfo(
        id=row.id,
        cluster_id=row.cluster_id,
        questions=tuple(row.questions),
        answer=row.answer,
        base_id=row.base_id,
        source=row.source,
        origin=cast("Origin", row.origin),
        state=cast("DraftState", row.state),
        by=row.written_by,
        by_name=row.written_name,
        at=row.created_at,
        decided_name=row.decided_name,
        decided_at=row.decided_at,
        note=row.note,
        pair_id=row.pair_id,
    )
