"""Every address × another tenant's ids: not found, and not one row of that tenant changes."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from kit.models import TenantModel
from kit.scoping import tenant_scope
from tenants.models import Group
from tests.architecture.doors import DOORS, PUBLIC, permissions
from tests.architecture.furnished import WIDGET_HOST, Furnished, furnish
from tests.architecture.routes import Route, all_routes, routes, tables
from tests.cast import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OPEN_TO_ITS_HOLDER = frozenset({"token", "key", "uidb36", "public_id"})
"""Parameters that are themselves the right to open the address, or are printed on a customer's page for all to read."""

OWN_CHOICE = frozenset({"to", "language", "number", "purpose"})
"""Parameters that name no row."""

BODIES: dict[str, dict[str, Any]] = {
    "rest:base": {"name": "Taken"},
    "rest:bot": {"name": "Taken"},
    "rest:versions": {},
}
"""The smallest body that the address takes, where an empty one would be refused before the id is looked at."""

REFUSED_UNSEEN = frozenset({400, 415, 422})


@dataclass(frozen=True)
class Visitor:
    """Who calls: a signed-in browser for pages, a key for the API."""

    person: Furnished
    browser: Client

    def call(self, route: Route, method: str, values: dict[str, str]) -> HttpResponse:
        headers = {}
        if route.table != tables()[0]:
            headers = {"Authorization": f"Bearer {self.person.visit}", "Host": WIDGET_HOST}
        elif route.name.startswith("rest:"):
            headers = {"Authorization": f"Bearer {self.person.key}"}
        body = json.dumps(BODIES.get(route.name, {}))
        client = Client() if headers else self.browser
        return client.generic(method, route.address(values), body, "application/json", headers=headers)


def digests(tenant_id: UUID) -> dict[str, str]:
    """A digest of every tenant table's rows of one tenant."""
    found = {}
    with connections["owner"].cursor() as cursor:
        for model in apps.get_models():
            if issubclass(model, TenantModel):
                table = model._meta.db_table
                cursor.execute(f"SELECT t::text FROM {table} t WHERE tenant_id = %s ORDER BY id", [tenant_id])
                found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def names_rows(route: Route) -> bool:
    return bool(set(route.parameters) - OPEN_TO_ITS_HOLDER - OWN_CHOICE)


def breaches(ones: tuple[Route, ...], visitor: Visitor, other: Furnished) -> list[str]:
    """Addresses that do not answer 404 to the other tenant's ids, or change one of its rows."""
    found = []
    before = digests(other.owner.tenant.id)
    for route in filter(names_rows, ones):
        for method in route.methods:
            status = visitor.call(route, method, other.values).status_code
            after = digests(other.owner.tenant.id)
            if status not in (404, 405) or after != before:
                changed = sorted(table for table in after if after[table] != before[table])
                found.append(f"{method} {route.name}: {status} {changed or ''}".strip())
            before = after
    return found


@pytest.fixture
def acorns(anna: Person, client: Client) -> Furnished:
    return furnish(anna, client)


@pytest.fixture
def birchs(cleo: Person, client: Client) -> Furnished:
    return furnish(cleo, client)


def test_every_parameter_has_a_value(acorns: Furnished) -> None:
    named = {name for route in all_routes() for name in route.parameters}
    assert sorted(named - acorns.values.keys() - OPEN_TO_ITS_HOLDER - OWN_CHOICE) == []


def test_the_values_are_real(acorns: Furnished) -> None:
    """What the owner herself asks for is there: a 404 for a foreigner would prove nothing otherwise."""
    visitor = Visitor(acorns, acorns.owner.client())
    missing = []
    for route in filter(names_rows, all_routes()):
        reads = "GET" in route.methods and (permissions(DOORS[route.name], "GET") or DOORS[route.name] == PUBLIC)
        if reads and route.table == tables()[0]:
            status = visitor.call(route, "GET", acorns.values).status_code
            if status == 404:
                missing.append(route.name)
    assert missing == []


def test_anna_finds_nothing_of_birchs(acorns: Furnished, birchs: Furnished) -> None:
    assert breaches(all_routes(), Visitor(acorns, acorns.owner.client()), birchs) == []


def test_cleo_finds_nothing_of_acorns(acorns: Furnished, birchs: Furnished) -> None:
    assert breaches(all_routes(), Visitor(birchs, birchs.owner.client()), acorns) == []


def leaking(request: HttpRequest, group_id: UUID, tenant: str = "") -> HttpResponse:
    """The fault of so many others: take the id as it comes, with the right of whoever owns the row."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE tenants_group SET name = name || '!' WHERE id = %s RETURNING name", [group_id])
        return HttpResponse(str(cursor.fetchone()))


urlpatterns = [path("groups/<uuid:group_id>/", leaking, name="leak")]


@pytest.fixture
def a_leak(settings: Any) -> tuple[Route, ...]:
    settings.ROOT_URLCONF = __name__
    return routes(__name__)


def test_a_leak_is_seen(a_leak: tuple[Route, ...], anna: Person, cleo: Person) -> None:
    with tenant_scope(cleo.tenant.id):
        group = Group.objects.create(name="Sales")
    other = Furnished(cleo, "", "", {"group_id": str(group.id)})
    found = breaches(a_leak, Visitor(Furnished(anna, "", "", {}), anna.client()), other)
    assert found[0] == "GET leak: 200 ['tenants_group']"
    assert len(found) == 5
