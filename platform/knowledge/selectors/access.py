"""Decide which bases and documents a principal reads: open ones, those of his groups, all for who keeps the knowledge."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from knowledge.models import Base, Document
from tenants.types import Principal

KEEPER = "knowledge.write"


def reads_all(principal: Principal) -> bool:
    """Who may change any access list reads everything."""
    return principal.may(KEEPER)


def readable(principal: Principal, *, through: str = "") -> Q:
    """The condition on rows from which `through` leads to the document, such as `version__document__`.

    A document may be read by who may read its base and is in one of the document's own groups, if it has any. The
    search function of the database holds the same rule.
    """
    return _open(principal, f"{through}base__") & _open(principal, through)


def _open(principal: Principal, through: str) -> Q:
    """The condition on one access list. It is empty for all readers."""
    if reads_all(principal):
        return Q()
    return Q(**{f"{through}groups": []}) | Q(**{f"{through}groups__overlap": list(principal.groups)})


def readable_documents(document_ids: Iterable[UUID], principal: Principal) -> frozenset[UUID]:
    """Those of the documents that `principal` may read; who reads every base reads also what is deleted by now."""
    wanted = frozenset(document_ids)
    if reads_all(principal):
        return wanted
    rows = Document.objects.filter(readable(principal), id__in=wanted)
    return frozenset(rows.values_list("id", flat=True))


def readable_bases(principal: Principal) -> QuerySet[Base, Any]:
    """The bases that `principal` may read."""
    rows: QuerySet[Base, Any] = Base.objects.filter(_open(principal, ""))
    return rows


def listed(principal: Principal) -> Q:
    """The condition on bases' documents under which they are counted for `principal`."""
    return Q(documents__kind="file") & _open(principal, "documents__")
