"""Decide which bases a principal reads: open ones, those of his groups, and all for those who keep the knowledge."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from knowledge.models import Base, Document
from tenants.types import Principal

KEEPER = "knowledge.write"


def reads_all(principal: Principal) -> bool:
    """Who may change any base's access list reads every base."""
    return principal.may(KEEPER)


def readable(principal: Principal, *, through: str = "") -> Q:
    """The condition on rows from which `through` leads to the base, such as `document__base__`."""
    if reads_all(principal):
        return Q()
    return Q(**{f"{through}groups": []}) | Q(**{f"{through}groups__overlap": list(principal.groups)})


def readable_documents(document_ids: Iterable[UUID], principal: Principal) -> frozenset[UUID]:
    """Those of the documents that `principal` may read; who reads every base reads also what is deleted by now."""
    wanted = frozenset(document_ids)
    if reads_all(principal):
        return wanted
    rows = Document.objects.filter(readable(principal, through="base__"), id__in=wanted)
    return frozenset(rows.values_list("id", flat=True))


def readable_bases(principal: Principal) -> QuerySet[Base, Any]:
    """The bases that `principal` may read."""
    rows: QuerySet[Base, Any] = Base.objects.filter(readable(principal))
    return rows
