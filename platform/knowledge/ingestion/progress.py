"""Where a version stands: claim it for a step, move it on, or say why it can't go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.services import record
from kit import clock
from knowledge import events
from knowledge.models import DocumentVersion
from knowledge.types import Stage

ACTOR = "job:knowledge.ingest"


class Overtaken(Exception):
    """The version was deleted, or somebody else has done this step meanwhile: there is nothing left to do here."""


class Paused(Exception):
    """The step has had its turn: what it did is kept, and it goes on after the others who wait."""


@dataclass(frozen=True, slots=True)
class Item:
    """A version on its way, as the steps need it."""

    id: UUID
    base_id: UUID
    stage: Stage
    file: str
    file_name: str


def look(version_id: UUID) -> Item:
    """The version as it is now. Raises Overtaken unless it is being worked on."""
    rows = DocumentVersion.objects.filter(id=version_id, state="working").select_related("document")
    row = rows.first()
    if row is None:
        raise Overtaken
    return Item(row.id, row.document.base_id, row.stage, row.file, row.file_name)


def hold(version_id: UUID, *, after: Stage) -> DocumentVersion:
    """Lock the version for the rest of the transaction. Raises Overtaken unless `after` is its last finished stage."""
    rows = DocumentVersion.objects.select_for_update(of=("self",)).filter(id=version_id, state="working", stage=after)
    row = rows.select_related("document").first()
    if row is None:
        raise Overtaken
    found: DocumentVersion = row
    return found


def finish(row: DocumentVersion, stage: Stage, started: datetime, counts: Mapping[str, int]) -> None:
    """Write down that a stage is done; the caller holds the row."""
    row.stage = stage
    row.timeline = [*row.timeline, entry(stage, started, counts)]
    row.save()


def entry(stage: Stage, started: datetime, counts: Mapping[str, int]) -> dict[str, Any]:
    """One line of the timeline, as it is stored."""
    at = clock.now()
    took = round((at - started).total_seconds() * 1000)
    return {"stage": stage, "at": at.isoformat(), "ms": took, "counts": dict(counts)}


def fail(version_id: UUID, code: str, details: Mapping[str, Any]) -> None:
    """End the way of a version, with the reason on it and on record. A version that is past working stays as it is."""
    rows = DocumentVersion.objects.select_for_update(of=("self",)).filter(id=version_id, state="working")
    row = rows.select_related("document").first()
    if row is None:
        return
    row.state, row.error, row.error_details = "failed", code, dict(details)
    row.save()
    record(
        events.VERSION_FAILED,
        actor=ACTOR,
        data={
            "document": str(row.document_id),
            "version": str(row.id),
            "number": row.number,
            "name": row.document.name,
            "stage": row.stage,
            "error": code,
        },
    )
