"""Decide which bases a principal reads: open ones, those of his groups, and all for those who keep the knowledge."""

from typing import Any

from django.db.models import Q, QuerySet

from knowledge.models import Base
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


def readable_bases(principal: Principal) -> QuerySet[Base, Any]:
    """The bases that `principal` may read."""
    rows: QuerySet[Base, Any] = Base.objects.filter(readable(principal))
    return rows
