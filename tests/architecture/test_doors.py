"""Every address of every URL table is in the table of doors, and keeps shut for those whom the table does not name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from kit.scoping import tenant_scope
from tenants.models import ApiKey
from tenants.types import PERMISSIONS, ROLES
from tests import cast
from tests.architecture.doors import DOORS, MEMBER, PERSON, PUBLIC, VISITOR, permissions
from tests.architecture.furnished import WIDGET_HOST
from tests.architecture.routes import METHODS, Route, all_routes, routes, tables
from tests.cast import Person

SHUT = frozenset({301, 302, 401, 403, 404, 405})


def declared(route: Route) -> object:
    """What the view itself says about who may open it, in the table's words; None where it says nothing."""
    scopes = getattr(getattr(route.view, "view_class", None) or getattr(route.view, "cls", None), "scopes", None)
    if scopes:
        return dict(scopes)
    said = getattr(route.view, "permissions", None)
    if said is None:
        return None
    return said if len(said) > 1 else said[0] if said else MEMBER


def ask(client: Client, route: Route, method: str, values: dict[str, str] | None = None, **more: Any) -> HttpResponse:
    """The route's answer, in its own URL table."""
    headers = more.pop("headers", {})
    if route.table != tables()[0]:
        headers = {"Host": WIDGET_HOST, **headers}
    return client.generic(method, route.address(values), content_type="application/json", headers=headers, **more)


def left_open(client: Client, ones: tuple[Route, ...]) -> list[str]:
    """Routes that answer a stranger who has no business there."""
    found = []
    for route in ones:
        for method in route.methods:
            status = ask(client, route, method).status_code
            if DOORS.get(route.name) != PUBLIC and status not in SHUT:
                found.append(f"{method} {route.name}: {status}")
    return found


def test_every_address_is_in_the_table() -> None:
    assert sorted({route.name for route in all_routes()} ^ DOORS.keys()) == []


def test_every_permission_of_the_table_exists() -> None:
    named = {one for right in DOORS.values() for method in METHODS for one in permissions(right, method)}
    assert named <= PERMISSIONS


def test_views_say_what_the_table_says() -> None:
    differing = {r.name: declared(r) for r in all_routes() if declared(r) is not None and declared(r) != DOORS[r.name]}
    assert differing == {}


@pytest.mark.django_db(transaction=True)
def test_a_stranger_opens_public_doors_only(client: Client) -> None:
    assert left_open(client, all_routes()) == []


def mightiest_without(wanted: tuple[str, ...]) -> str:
    """The role that may most and yet opens no door of these permissions."""
    return max((role for role, held in ROLES.items() if not held & set(wanted)), key=lambda role: len(ROLES[role]))


@pytest.mark.django_db(transaction=True)
def test_a_member_without_the_permission_is_refused(anna: Person) -> None:
    clients = {role: cast.person(role, anna.tenant, role).client() for role in ROLES}
    found = []
    for route in (one for one in all_routes() if one.name.startswith("console:")):
        for method in route.methods:
            wanted = permissions(DOORS[route.name], method)
            if not wanted or all(held & set(wanted) for held in ROLES.values()):
                continue
            role = mightiest_without(wanted)
            status = ask(clients[role], route, method).status_code
            if status not in (403, 405):
                found.append(f"{role}: {method} {route.name}: {status}")
    assert found == []


@pytest.mark.django_db(transaction=True)
def test_a_key_without_the_scope_is_refused(anna: Person, anna_key: str, client: Client) -> None:
    found = []
    for route in (one for one in all_routes() if one.name.startswith("rest:")):
        for method in route.methods:
            wanted = permissions(DOORS[route.name], method)
            if not wanted:
                continue
            with tenant_scope(anna.tenant.id):
                ApiKey.objects.update(scopes=sorted(PERMISSIONS - set(wanted)))
            status = ask(client, route, method, headers={"Authorization": f"Bearer {anna_key}"}).status_code
            if status not in (403, 405):
                found.append(f"{method} {route.name}: {status}")
    assert found == []


def careless(request: HttpRequest, **values: str) -> HttpResponse:
    return HttpResponse("here you are")


urlpatterns = [path("leak/<uuid:base_id>/", careless, name="leak")]


@pytest.fixture
def a_careless_door(settings: Any) -> tuple[Route, ...]:
    settings.ROOT_URLCONF = __name__
    return routes(__name__)


def test_a_careless_door_is_seen(a_careless_door: tuple[Route, ...], client: Client, db: Callable[..., None]) -> None:
    assert [route.name for route in a_careless_door if route.name not in DOORS] == ["leak"]
    assert "GET leak: 200" in left_open(client, a_careless_door)


def test_the_kinds_of_doors_differ() -> None:
    assert len({PUBLIC, PERSON, MEMBER, VISITOR}) == 4
