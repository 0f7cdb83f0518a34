"""Read routes and budgets."""

from uuid import UUID

from gateway.errors import NoSuchRoute
from gateway.models import Budget, Route
from gateway.records import budget_of, route_of
from gateway.types import BudgetInfo, RouteInfo


def routes() -> tuple[RouteInfo, ...]:
    """The default one first, then by name."""
    return tuple(route_of(row) for row in Route.objects.order_by("-default", "name"))


def route(route_id: UUID) -> RouteInfo:
    """Raises NoSuchRoute."""
    row = Route.objects.filter(id=route_id).first()
    if row is None:
        raise NoSuchRoute
    return route_of(row)


def budgets() -> tuple[BudgetInfo, ...]:
    return tuple(budget_of(row) for row in Budget.objects.order_by("scope", "scope_id"))
