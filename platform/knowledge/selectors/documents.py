"""Read documents, their versions, and how far each is on its way."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from kit import clock
from knowledge.audiences import narrowed
from knowledge.errors import DocumentNotFound
from knowledge.liveness import in_force
from knowledge.models import Document, DocumentVersion
from knowledge.parsed import FAILURES, NOTES
from knowledge.problems import PROBLEMS
from knowledge.quality import quality_of
from knowledge.selectors.access import readable
from knowledge.types import DocumentInfo, Stage, StageInfo, State, VersionInfo
from tenants.types import Principal


def documents(
    base_id: UUID, *, principal: Principal, after: UUID | None = None, limit: int | None = None
) -> tuple[DocumentInfo, ...]:
    """The documents of a base, newest first. `after` is the id of the last one that the caller has."""
    rows = _documents(principal).filter(base_id=base_id, kind="file").order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    return infos(rows[:limit])


def document(document_id: UUID, *, principal: Principal) -> DocumentInfo:
    """One document. Raises DocumentNotFound, also where it may not be read."""
    found = infos(_documents(principal).filter(id=document_id))
    if not found:
        raise DocumentNotFound
    return found[0]


def find_document(base_id: UUID, name: str, *, principal: Principal) -> DocumentInfo | None:
    """The newest document of this name in a base, so that an upload can become its next version."""
    found = infos(_documents(principal).filter(base_id=base_id, name=name, kind="file").order_by("-id")[:1])
    return found[0] if found else None


def versions(document_id: UUID, *, principal: Principal) -> tuple[VersionInfo, ...]:
    """All versions of a document, newest first. Raises DocumentNotFound."""
    document(document_id, principal=principal)
    rows = list(DocumentVersion.objects.filter(document_id=document_id).order_by("-number"))
    current = current_of(rows, clock.now())
    return tuple(version_info(row, current=row is current) for row in rows)


def version(version_id: UUID, *, principal: Principal) -> VersionInfo:
    """One version. Raises DocumentNotFound."""
    row = DocumentVersion.objects.filter(readable(principal, through="document__"), id=version_id).first()
    if row is None:
        raise DocumentNotFound
    return next(each for each in versions(row.document_id, principal=principal) if each.id == version_id)


def version_info(row: DocumentVersion, *, current: bool) -> VersionInfo:
    """The value of a row."""
    return VersionInfo(
        id=row.id,
        document_id=row.document_id,
        number=row.number,
        state=cast(State, row.state),
        stage=cast(Stage, row.stage),
        current=current,
        timeline=tuple(_stage(line) for line in row.timeline),
        error=row.error,
        problem=problem(row.error, row.error_details),
        notes=tuple(gettext(NOTES[note["code"]]) % note["details"] for note in row.notes if note["code"] in NOTES),
        file_name=row.file_name,
        size=row.size,
        sha256=row.sha256,
        format=row.format,
        pages=row.pages,
        passages=row.passage_count,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        created_at=row.created_at,
        added_by=row.added_by,
        quality=quality_of(row.quality),
    )


def problem(code: str, details: dict[str, Any]) -> str:
    """What went wrong, as a sentence in the reader's language; empty where nothing did."""
    if not code:
        return ""
    return gettext(FAILURES.get(code) or PROBLEMS.get(code) or PROBLEMS["gave_up"]) % details


def _documents(principal: Principal) -> QuerySet[Document, Any]:
    rows: QuerySet[Document, Any] = Document.objects.filter(readable(principal))
    return rows.prefetch_related("versions")


def infos(rows: Iterable[Document]) -> tuple[DocumentInfo, ...]:
    """The values of rows that were read with their versions."""
    moment = clock.now()
    return tuple(_info(row, moment) for row in rows)


def _info(row: Document, moment: datetime) -> DocumentInfo:
    newest_first = sorted(row.versions.all(), key=lambda each: -each.number)
    current = current_of(newest_first, moment)
    newest = version_info(newest_first[0], current=newest_first[0] is current)
    return DocumentInfo(
        id=row.id,
        base_id=row.base_id,
        name=row.name,
        state=newest.state,
        stage=newest.stage,
        counts={name: count for stage in newest.timeline for name, count in stage.counts.items()},
        error=newest.error,
        problem=newest.problem,
        version=current.number if current else 0,
        newest=newest,
        created_at=row.created_at,
        owner=row.owner,
        review_on=row.review_on,
        tags=tuple(row.tags),
        groups=frozenset(row.groups),
        language=row.language,
        audience=narrowed(row.audience, {}),
    )


def current_of(rows: Iterable[DocumentVersion], moment: datetime) -> DocumentVersion | None:
    """The version of a document that search uses at a moment: the first of those that have begun, until it ends."""
    begun = [row for row in rows if row.state == "ready" and (row.valid_from is None or row.valid_from <= moment)]
    first = max(begun, key=lambda row: (row.rank, row.number), default=None)
    return first if first is not None and in_force(first, moment) else None


def _stage(line: dict[str, Any]) -> StageInfo:
    return StageInfo(stage=line["stage"], at=datetime.fromisoformat(line["at"]), ms=line["ms"], counts=line["counts"])
