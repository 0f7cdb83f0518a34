"""Every address × another tenant's ids: not found, and not one row of that tenant changes."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import path

from kit.models import TenantModel
from kit.scoping import tenant_scope
from tenants.models import Group
from tenants.types import TenantInfo
from tests import cast
from tests.architecture.doors import DOORS, PUBLIC, permissions
from tests.architecture.furnished import WIDGET_HOST, Furnished, furnish
from tests.architecture.routes import Route, all_routes, routes, tables
from tests.cast import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OPEN_TO_ITS_HOLDER = frozenset({"token", "key", "uidb36", "public_id"})
"""Parameters that are themselves the right to open the address, or are printed on a customer's page for all to read."""

OWN_CHOICE = frozenset({"to", "language", "number", "purpose", "user"})
"""Parameters that name no row. A `user` is the caller's own word for a person: each tenant has its own."""

UPLOAD = {"file": ("leave.md", "# Leave\n", "text/markdown")}
EMPTY_ZIP = "PK\x05\x06" + "\0" * 18
ARCHIVE = {"file": ("leave.zip", EMPTY_ZIP, "application/zip")}
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("rest:archives", "POST"): ARCHIVE,
    ("rest:documents", "POST"): UPLOAD,
    ("rest:web-sources", "POST"): {"kind": "list", "addresses": ["https://example.com/a"], "every": "off"},
    ("rest:web-source", "PATCH"): {"every": "off"},
    ("rest:versions", "POST"): UPLOAD,
    ("rest:bot", "PUT"): {"settings": {"name": "Taken"}},
    ("rest:bot", "PATCH"): {"published": False},
    ("rest:rating", "PUT"): {"verdict": "bad"},
    ("widget:rate", "POST"): {"verdict": "bad"},
    ("widget:wish", "POST"): {"on": True},
}
"""The smallest body that the address takes, where an empty one would be refused before the id is looked at."""


NOT_FOR_THE_OWNER_EITHER = {
    "rest:turn-events": "the query has to name the subject",
    "console:tested": "it is no test turn of hers",
    "console:conversation": "it is the conversation of a guest of the API",
    "console:page_image": "Markdown has no pages",
}


AS_FOR_NOTHING = frozenset({"console:accept_notice"})
"""Addresses that answer an unknown id in another way ("this notice has changed"): a foreign one must not differ."""


@dataclass(frozen=True)
class Visitor:
    """Who calls: a signed-in browser for pages, a key for the API."""

    person: Furnished
    browser: Client

    def __post_init__(self) -> None:
        self.browser.raise_request_exception = False  # a broken page is a finding, not the end of the search

    def call(self, route: Route, method: str, values: dict[str, str]) -> HttpResponse:
        headers = {}
        if route.table != tables()[0]:
            headers = {"Authorization": f"Bearer {self.person.visit}", "Host": WIDGET_HOST}
        elif route.name.startswith("rest:"):
            headers = {"Authorization": f"Bearer {self.person.key}"}
        body, kind = encoded(BODIES.get((route.name, method), {}))
        client = Client(raise_request_exception=False) if headers else self.browser
        return client.generic(method, route.address(values), body, kind, headers=headers)


def encoded(body: dict[str, Any]) -> tuple[bytes, str]:
    """The body as JSON, or with a file as a form."""
    if "file" not in body:
        return json.dumps(body).encode(), "application/json"
    name, text, kind = body["file"]
    return encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, text.encode(), kind)}), MULTIPART_CONTENT


def told(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


async def whole(response: StreamingHttpResponse) -> bytes:
    return b"".join([part async for part in response])


def says_not_found(response: HttpResponse) -> bool:
    """404, or a method that the address does not know, or a stream whose only event says "not found"."""
    if isinstance(response, StreamingHttpResponse):
        text = async_to_sync(whole)(response).decode()
        return text.count("data:") == 1 and "not_found" in text
    return response.status_code in (404, 405)


def digests(tenant_id: UUID) -> dict[str, str]:
    """A digest of every tenant table's rows of one tenant, read in one go."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel))
    each = "SELECT '{0}', md5(coalesce(string_agg(t::text, '|' ORDER BY id), '')) FROM {0} t WHERE tenant_id = %s"
    with connections["owner"].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(map(each.format, tables)), [tenant_id] * len(tables))
        return dict(cursor.fetchall())


def names_rows(route: Route) -> bool:
    return bool(set(route.parameters) - OPEN_TO_ITS_HOLDER - OWN_CHOICE)


def breaches(ones: tuple[Route, ...], visitor: Visitor, other: Furnished) -> list[str]:
    """Addresses that do not answer 404 to the other tenant's ids, or change one of its rows."""
    found = []
    before = digests(other.owner.tenant.id)
    for route in filter(names_rows, ones):
        for method in route.methods:
            response = visitor.call(route, method, other.values)
            hidden = says_not_found(response) or (
                route.name in AS_FOR_NOTHING and told(response) == told(visitor.call(route, method, {}))
            )
            after = digests(other.owner.tenant.id)
            if not hidden or after != before:
                changed = sorted(table for table in after if after[table] != before[table])
                found.append(f"{method} {route.name}: {response.status_code} {changed or ''}".strip())
            before = after
    return found


@pytest.fixture
def acorns(acorn: TenantInfo, client: Client) -> Furnished:
    """Anna with every right there is, so that only the tenant stands between her and the rest."""
    return furnish(cast.person("anna", acorn, "owner", "compliance_officer"), client)


@pytest.fixture
def birchs(birch: TenantInfo, client: Client) -> Furnished:
    return furnish(cast.person("cleo", birch, "owner", "compliance_officer"), client)


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
    assert set(missing) == NOT_FOR_THE_OWNER_EITHER.keys()


def test_anna_finds_nothing_of_birchs(acorns: Furnished, birchs: Furnished) -> None:
    found = breaches(all_routes(), Visitor(acorns, acorns.owner.client()), birchs)
    assert not found, "\n".join(found)


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
