"""Make, change and remove routes."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError

from audit.services import record
from gateway.errors import BadModel, NoSuchModel, NoSuchRoute
from gateway.events import ROUTE_DELETED, ROUTE_SAVED
from gateway.models import Route
from gateway.records import route_of, step_to_json
from gateway.selectors.cards import cards
from gateway.types import RouteInfo, RouteStep
from kit import clock
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal


@atomic()
def save_route(
    *, name: str, steps: Sequence[RouteStep], default: bool, by: Principal, route_id: UUID | None = None
) -> RouteInfo:
    """Make a route, or a new version of it; a new default takes the place of the old one.

    Raises BadModel (field name or steps), NoSuchModel, NoSuchRoute, MayNot.
    """
    require(by, "models.write")
    if not name.strip() or not steps:
        raise BadModel(field="steps" if name.strip() else "name")
    if {step.card_id for step in steps} - {card.id for card in cards()}:
        raise NoSuchModel
    row = Route(version=0) if route_id is None else _row(route_id)
    if default:
        Route.objects.filter(default=True).exclude(id=row.id).update(default=False)
    row.name, row.default, row.steps = name.strip(), default, [step_to_json(step) for step in steps]
    row.version, row.updated_at = row.version + 1, clock.now()
    try:
        with atomic():
            row.save(force_insert=route_id is None)
    except IntegrityError as error:
        raise BadModel(field="name") from error
    data = {"route": str(row.id), "name": row.name, "version": row.version, "default": default, "steps": row.steps}
    record(ROUTE_SAVED, actor=by.actor, data=data)
    return route_of(row)


@atomic()
def delete_route(*, route_id: UUID, by: Principal) -> None:
    """Bots that name it answer nothing until they are given another. Raises NoSuchRoute, MayNot."""
    require(by, "models.write")
    row = _row(route_id)
    record(ROUTE_DELETED, actor=by.actor, data={"route": str(row.id), "name": row.name})
    row.delete()


def _row(route_id: UUID) -> Route:
    row = Route.objects.select_for_update().filter(id=route_id).first()
    if row is None:
        raise NoSuchRoute
    return row
