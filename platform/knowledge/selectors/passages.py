"""Read passages and the files that they come from."""

from typing import Any, cast
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from knowledge import models
from knowledge.audiences import narrowed
from knowledge.errors import DocumentNotFound, PassageNotFound
from knowledge.models import DocumentVersion
from knowledge.selectors.access import readable
from knowledge.types import Kind, Passage
from tenants.types import Principal

UNSCREENED = "unscreened"


def passage(passage_id: UUID, *, principal: Principal) -> Passage:
    """One passage, of whatever version. Raises PassageNotFound, also where its base may not be read."""
    row = _rows(principal).filter(id=passage_id).first()
    if row is None:
        raise PassageNotFound
    return passage_of(row)


def page_passages(version_id: UUID, page: int, *, principal: Principal) -> tuple[Passage, ...]:
    """The passages that begin on a page, in order."""
    return tuple(map(passage_of, _rows(principal).filter(version_id=version_id, page=page).order_by("ordinal")))


def version_passages(
    version_id: UUID, *, principal: Principal, after: int = -1, limit: int = 50
) -> tuple[Passage, ...]:
    """Passages of a version in order, `limit` of them behind the ordinal `after`."""
    rows = _rows(principal).filter(version_id=version_id, ordinal__gt=after).order_by("ordinal")[:limit]
    return tuple(map(passage_of, rows))


def open_file(version_id: UUID, *, principal: Principal) -> "File[bytes]":
    """The uploaded file; the caller closes it. Raises DocumentNotFound."""
    return default_storage.open(_version(version_id, principal).file)


def passage_of(row: models.Passage, *, score: float = 0.0, arms: dict[str, float] | None = None) -> Passage:
    """The value of a row that was read with its version and document."""
    document = row.version.document
    return Passage(
        id=row.id,
        base_id=document.base_id,
        document_id=document.id,
        version_id=row.version_id,
        document=document.name,
        version=row.version.number,
        page=row.page,
        box=None if row.box is None else (row.box[0], row.box[1], row.box[2], row.box[3]),
        path=row.path,
        sheet=row.sheet,
        cell=row.cell,
        cells=tuple((start, place) for start, place in row.cells),
        text=row.text,
        ordinal=row.ordinal,
        on=row.switched_on,
        withheld="" if row.verdict in models.SEEN else row.category or UNSCREENED,
        score=score,
        arms=arms or {},
        kind=cast(Kind, row.kind),
        audience=narrowed(document.audience, row.audience),
    )


def _rows(principal: Principal) -> QuerySet[models.Passage, Any]:
    rows = models.Passage.objects.filter(readable(principal, through="version__document__"))
    found: QuerySet[models.Passage, Any] = rows.select_related("version__document")
    return found


def _version(version_id: UUID, principal: Principal) -> DocumentVersion:
    row = DocumentVersion.objects.filter(readable(principal, through="document__"), id=version_id).first()
    if row is None or row.format == models.PAIR:  # a pair has no file
        raise DocumentNotFound
    found: DocumentVersion = row
    return found
