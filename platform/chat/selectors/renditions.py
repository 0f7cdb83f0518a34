"""Read the summaries and translations that a member had made."""

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from chat.errors import NeedsModel, RenditionNotFound
from chat.models import RenditionRow
from chat.renditions.job import Job
from chat.stored import rendition_parts_from_json
from chat.types import Rendition, RenditionKind
from chat.wording.renditions import PROBLEMS
from gateway.errors import NoRoute
from gateway.selectors import decide
from gateway.types import Call, Decision
from knowledge.errors import DocumentNotFound
from knowledge.selectors import document, sensitivity_of
from knowledge.types import DocumentInfo
from moderation.selectors import screen_for
from tenants.types import Principal, Subject


def renditions(document_id: UUID, *, subject: Subject, principal: Principal) -> tuple[Rendition, ...]:
    """One's own of a document, newest first. Raises DocumentNotFound."""
    held = document(document_id, principal=principal)
    rows = _rows(subject).filter(version__document_id=document_id).order_by("-id")
    return tuple(_value(row, held, principal) for row in rows if _still(row, principal))


def rendition(rendition_id: UUID, *, subject: Subject, principal: Principal) -> Rendition:
    """One's own. Raises RenditionNotFound; DocumentNotFound where a document of it may no longer be read."""
    row = _rows(subject).filter(id=rendition_id).first()
    if row is None:
        raise RenditionNotFound
    return _value(row, document(row.version.document_id, principal=principal), principal)


def begun_job(rendition_id: UUID) -> Job | None:
    """What the worker needs; None where nothing is left to make. Raises NeedsModel, ModerationBroken."""
    row = RenditionRow.objects.select_related("version__document").filter(id=rendition_id, state="working").first()
    if row is None:
        return None
    return Job(
        id=row.id,
        tenant_id=row.tenant_id,
        kind=cast(RenditionKind, row.kind),
        version_id=row.version_id,
        other_id=row.other_id,
        language=row.language,
        done=row.done,
        call=_call(row),
        decision=routed(row),
        screen=screen_for(None, side="output"),
    )


def routed(row: RenditionRow) -> Decision | None:
    """The model that may read the document and write for this purpose; without one a summary quotes the document, and
    there is no translation. A comparison needs none. Raises NeedsModel."""
    if row.kind == "comparison":
        return None
    try:
        return decide(_call(row), route_id=None)
    except NoRoute as error:
        if row.kind == "translation":
            raise NeedsModel from error
        return None


def _call(row: RenditionRow) -> Call:
    """Personal data is masked before a model sees the text."""
    return Call(
        tenant_id=row.tenant_id,
        purpose="draft",
        sensitivity=sensitivity_of([row.version.document.base_id]),
        personal=False,
        legal_basis=row.basis,
        turn_id=row.id,
        subject=row.subject,
    )


def _rows(subject: Subject) -> QuerySet[RenditionRow, Any]:
    rows: QuerySet[RenditionRow, Any] = RenditionRow.objects.filter(subject=subject.ref)
    return rows.select_related("version", "other")


def _still(row: RenditionRow, principal: Principal) -> bool:
    """May the other document of a comparison still be read?"""
    try:
        return row.other is None or bool(document(row.other.document_id, principal=principal))
    except DocumentNotFound:
        return False


def _value(row: RenditionRow, held: DocumentInfo, principal: Principal) -> Rendition:
    other = document(row.other.document_id, principal=principal).name if row.other else ""
    return Rendition(
        id=row.id,
        kind=cast(RenditionKind, row.kind),
        document_id=held.id,
        document=held.name,
        version_id=row.version_id,
        version=row.version.number,
        other=other,
        other_id=row.other_id,
        language=row.language,
        state=cast(Any, row.state),
        done=row.done,
        total=row.total,
        problem=gettext(PROBLEMS.get(row.problem, PROBLEMS["other"])) if row.problem else "",
        parts=rendition_parts_from_json(row.parts),
        kept_back=row.kept_back,
        model=row.model,
        label=row.label,
        aigc=row.aigc,
        asked_at=row.created_at,
    )
