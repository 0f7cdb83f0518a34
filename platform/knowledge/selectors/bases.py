"""Read knowledge bases."""

from collections.abc import Iterable
from typing import Any, Final, cast
from uuid import UUID

from django.db.models import Count, QuerySet

from knowledge.errors import BaseNotFound
from knowledge.models import Base
from knowledge.selectors.access import listed, readable_bases
from knowledge.types import BaseInfo, Sensitivity
from tenants.types import Principal

FROM_OPEN_TO_CLOSED: Final[tuple[Sensitivity, ...]] = ("public", "internal", "confidential")


def bases(principal: Principal) -> tuple[BaseInfo, ...]:
    """The bases that `principal` may read, by name."""
    return tuple(info(row) for row in _counted(principal).order_by("name", "id"))


def base(base_id: UUID, *, principal: Principal) -> BaseInfo:
    """One base. Raises BaseNotFound, also where it may not be read."""
    return _one(_counted(principal).filter(id=base_id))


def base_by_slug(slug: str, *, principal: Principal) -> BaseInfo:
    """One base by its short name. Raises BaseNotFound."""
    return _one(_counted(principal).filter(slug=slug))


def sensitivity_of(base_ids: Iterable[UUID]) -> Sensitivity:
    """The strictest of these bases; it binds where their text may go. A base that is not there counts as confidential."""
    wanted = set(base_ids)
    held = dict(Base.objects.filter(id__in=wanted).values_list("id", "sensitivity"))
    if wanted - held.keys():
        return "confidential"
    return max(held.values(), key=FROM_OPEN_TO_CLOSED.index, default="public")


def info(row: Base) -> BaseInfo:
    """The value of a row that was counted."""
    return BaseInfo(
        id=row.id,
        slug=row.slug,
        name=row.name,
        sensitivity=cast(Sensitivity, row.sensitivity),
        language=row.language,
        groups=frozenset(row.groups),
        documents=getattr(row, "document_count", 0),
        passages=row.live_passages,
        direct_threshold=row.direct_threshold,
    )


def _counted(principal: Principal) -> QuerySet[Any, Any]:
    return readable_bases(principal).annotate(document_count=Count("documents", filter=listed(principal)))


def _one(rows: QuerySet[Any, Any]) -> BaseInfo:
    row = rows.first()
    if row is None:
        raise BaseNotFound
    return info(row)
