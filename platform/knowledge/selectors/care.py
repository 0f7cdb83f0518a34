"""Which documents need somebody: those that end soon, have ended, are to be reviewed, or that nobody answers for."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kit import clock
from knowledge.models import FILE, Document, DocumentVersion
from knowledge.selectors.access import readable
from knowledge.selectors.documents import infos
from knowledge.types import DocumentInfo, Standing
from tenants.types import Principal

SOON = timedelta(days=30)
AHEAD = timedelta(days=14)


def standing(rows: QuerySet[Document, Any], wanted: Standing) -> QuerySet[Document, Any]:
    """Those of the documents that stand so now; days are those of the zone in force."""
    moment = clock.now()
    versions = DocumentVersion.objects.filter(document=OuterRef("id"), state="ready")
    used = versions.filter(Q(valid_from=None) | Q(valid_from__lte=moment), live=True)
    if wanted == "expiring":
        return rows.filter(Exists(used.filter(valid_until__gt=moment, valid_until__lte=moment + SOON)))
    if wanted == "expired":
        in_force = used.filter(Q(valid_until=None) | Q(valid_until__gt=moment))
        return rows.filter(Exists(versions.filter(valid_until__lte=moment)), ~Exists(in_force))
    if wanted == "review":
        return rows.filter(review_on__lte=timezone.localdate(moment))
    return rows.filter(owner=None)


def documents_standing(
    base_id: UUID, wanted: Standing, *, principal: Principal, after: UUID | None = None, limit: int | None = None
) -> tuple[DocumentInfo, ...]:
    """Like `documents`, of those that stand in one way."""
    rows = Document.objects.filter(readable(principal), kind=FILE, base_id=base_id)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return infos(standing(rows, wanted).prefetch_related("versions").order_by("-id")[:limit])


def to_review(*, principal: Principal, limit: int = 10) -> tuple[DocumentInfo, ...]:
    """The documents that this member answers for and that are to be reviewed within two weeks, the most urgent first."""
    last = timezone.localdate(clock.now()) + AHEAD
    rows = Document.objects.filter(readable(principal), kind=FILE, owner=principal.id, review_on__lte=last)
    return infos(rows.prefetch_related("versions").order_by("review_on", "id")[:limit])


def count_standing(*, principal: Principal, base_id: UUID) -> dict[Standing, int]:
    """How many documents of a base stand in each of the ways."""
    rows = Document.objects.filter(readable(principal), kind=FILE, base_id=base_id)
    ways: tuple[Standing, ...] = ("expiring", "expired", "review", "ownerless")
    return {way: standing(rows, way).count() for way in ways}
