"""Ask for summaries and translations, keep what is made of them, and take them away."""

from typing import Any
from uuid import UUID

from audit.services import record
from chat import events
from chat.errors import LeaseLost, RenditionNotFound, VersionNotReady
from chat.models import RenditionRow
from chat.renditions.job import Written
from chat.selectors.renditions import rendition, routed
from chat.stored import rendition_parts_to_json
from chat.types import Rendition, RenditionKind
from consent.selectors import basis_for
from kit.errors import Invalid
from kit.outbox import enqueue
from kit.roles import atomic
from kit.scoping import current_tenant_id
from knowledge.selectors import version
from labels.services import label_for
from tenants.services import require
from tenants.types import Principal, Subject

LANGUAGES = ("zh-hans", "en")
KINDS = ("summary", "translation", "comparison")


@atomic()
def ask_rendition(
    *,
    version_id: UUID,
    kind: RenditionKind,
    language: str,
    subject: Subject,
    by: Principal,
    other_id: UUID | None = None,
) -> Rendition:
    """Have a summary or translation made, or a comparison with the version `other_id` of another document.

    Raises DocumentNotFound, ConsentRequired, NeedsModel, VersionNotReady, MayNot, Invalid.
    """
    require(by, "chat.ask")
    if kind not in KINDS or language not in LANGUAGES:
        raise Invalid(field="language")
    if (kind == "comparison") != (other_id is not None) or other_id == version_id:
        raise Invalid(field="other")
    held = version(version_id, principal=by)
    sides = [held, version(other_id, principal=by)] if other_id else [held]
    if any(side.state != "ready" for side in sides):
        raise VersionNotReady
    basis = basis_for(subject, "service", language=language)
    row = RenditionRow(version_id=version_id, other_id=other_id, subject=subject.ref, kind=kind, language=language)
    row.basis = basis.kind
    decision = routed(row)
    row.model = decision.card.name if decision else ""
    label = label_for(tenant_id=current_tenant_id(), turn_id=row.id, language=language)
    row.label, row.aigc = label.text, label.aigc
    row.save()
    data = {"rendition": str(row.id), "kind": kind, "document": str(held.document_id), "version": str(version_id)}
    _record(events.RENDITION_ASKED, row, by.actor, "opened", data | {"language": language, "basis": basis.kind})
    enqueue(kind="chat.rendition", payload={"rendition": str(row.id)}, queue="offline")
    return rendition(row.id, subject=subject, principal=by)


@atomic()
def add_parts(*, rendition_id: UUID, step: int, written: Written, total: int) -> None:
    """Keep what one step gave, counted from 0. Raises LeaseLost where the rendition is no longer wanted, or another
    worker has taken it over and written this step."""
    row = RenditionRow.objects.select_for_update().filter(id=rendition_id, state="working", done=step).first()
    if row is None:
        raise LeaseLost
    row.parts = [*row.parts, *rendition_parts_to_json(written.parts)]
    row.done, row.total, row.kept_back = row.done + 1, total, row.kept_back + written.kept_back
    row.save(update_fields=["parts", "done", "total", "kept_back"])


@atomic()
def end_rendition(*, rendition_id: UUID, state: str, problem: str) -> None:
    """Close it, once; one that is gone or closed stays as it is."""
    row = RenditionRow.objects.select_for_update().filter(id=rendition_id, state="working").first()
    if row is None:
        return
    if state == "ready" and not row.parts:
        state, problem = "failed", "nothing_made"
    row.state, row.problem = state, problem
    row.save(update_fields=["state", "problem"])
    data = {"rendition": str(row.id), "kind": row.kind, "state": state, "problem": problem, "parts": len(row.parts)}
    more = {"kept_back": row.kept_back, "model": row.model, "label": row.aigc.get("ProduceID", "")}
    _record(events.RENDITION_ENDED, row, "job:renditions", "closed", data | more)


@atomic()
def delete_rendition(*, rendition_id: UUID, subject: Subject, by: Principal) -> None:
    """Take one's own away, also in the making. Raises RenditionNotFound."""
    row = RenditionRow.objects.filter(id=rendition_id, subject=subject.ref).first()
    if row is None:
        raise RenditionNotFound
    end_rendition(rendition_id=row.id, state="failed", problem="deleted")
    data = {"rendition": str(row.id), "kind": row.kind}
    record(events.RENDITION_DELETED, actor=by.actor, subject=row.subject, data=data)
    row.delete()


def _record(event: Any, row: RenditionRow, actor: str, phase: Any, data: dict[str, Any]) -> None:
    record(event, actor=actor, subject=row.subject, turn_id=row.id, phase=phase, data=data)
