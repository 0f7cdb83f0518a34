"""Go back to a version, and say who answers for a document until when."""

from datetime import date
from typing import Any
from uuid import UUID

from audit.services import record
from kit import clock
from kit.roles import atomic
from knowledge import events
from knowledge.errors import DocumentNotFound, NotInForce, NotReady
from knowledge.liveness import in_force, refresh
from knowledge.models import FILE, Document, DocumentVersion
from knowledge.selectors.documents import current_of, document, version
from knowledge.services.documents import highest_rank
from knowledge.types import DocumentInfo, VersionInfo
from tenants.selectors import member
from tenants.services import require
from tenants.types import Principal


@atomic()
def roll_back(*, version_id: UUID, by: Principal) -> VersionInfo:
    """Put a version in force before all others of its document; search uses it with the commit. Nothing is deleted, so
    going back to the newer one is the same act.

    Raises DocumentNotFound, NotReady, NotInForce where its days do not hold the present, MayNot.
    """
    require(by, "knowledge.write")
    row = _held(version_id)
    if row.state != "ready":
        raise NotReady(number=row.number)
    if not in_force(row, clock.now()):
        raise NotInForce(number=row.number)
    before = current_of(row.document.versions.all(), clock.now())
    if before is not None and before.id != row.id:
        DocumentVersion.objects.filter(id=row.id).update(rank=highest_rank(row.document) + 1)
        refresh([row.document_id])
        data = {"document": str(row.document_id), "version": str(row.id), "name": row.document.name}
        record(events.ROLLED_BACK, actor=by.actor, data=data | {"number": row.number, "before": before.number})
    return version(row.id, principal=by)


@atomic()
def set_care(*, document_id: UUID, owner: UUID | None, review_on: date | None, by: Principal) -> DocumentInfo:
    """Say which member answers for a document, and when it is to be looked at again. A new day reminds anew.

    Raises DocumentNotFound, NoSuchMember, MayNot.
    """
    require(by, "knowledge.write")
    row = Document.objects.select_for_update().filter(id=document_id, kind=FILE).first()
    if row is None:
        raise DocumentNotFound
    if owner is not None:
        member(owner)
    changed: dict[str, Any] = {"owner": owner, "review_on": review_on}
    if any(getattr(row, name) != value for name, value in changed.items()):
        again = {"reminded_on": None} if row.review_on != review_on or row.owner != owner else {}
        Document.objects.filter(id=row.id).update(**changed, **again)
        data = {"document": str(row.id), "name": row.name, "owner": str(owner or ""), "review_on": str(review_on or "")}
        record(events.CARE_SET, actor=by.actor, data=data)
    return document(document_id, principal=by)


def _held(version_id: UUID) -> DocumentVersion:
    """The version, with its document locked: uploads and other roll-backs wait."""
    row = DocumentVersion.objects.select_related("document").filter(id=version_id, document__kind=FILE).first()
    if row is None or not Document.objects.select_for_update().filter(id=row.document_id).exists():
        raise DocumentNotFound
    found: DocumentVersion = row
    return found
