"""Routes: models in order, with conditions."""

import pytest
from django.test import Client

from gateway.selectors import cards, routes
from kit.scoping import tenant_scope
from tests.cast import Person
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def route(anna: Person) -> dict[str, object]:
    with tenant_scope(anna.tenant.id):
        card = cards()[0]
    return {"name": "Careful", "card-0": str(card.id), "purposes-0": ["answer"], "sensitivities-0": ["internal"]}


def test_a_route_keeps_its_conditions(english: Client, anna: Person, route: dict[str, object]) -> None:
    said(english, page("new_route"), route | {"default": "on"})
    with tenant_scope(anna.tenant.id):
        made = routes()[0]
    assert made.default
    assert made.steps[0].purposes == {"answer"}
    assert made.steps[0].sensitivities == {"internal"}
    assert not made.steps[0].as_fallback
    # The default, two conditions, and the three steps that are not there stand as fallbacks.
    assert english.get(page("route", route_id=made.id)).content.decode().count("checked") == 6


def test_a_route_needs_a_model(english: Client) -> None:
    assert 'id="id_card-0_error"' in said(english, page("new_route"), {"name": "Empty"})


def test_a_deleted_route_is_gone(english: Client, anna: Person, route: dict[str, object]) -> None:
    said(english, page("new_route"), route)
    with tenant_scope(anna.tenant.id):
        made = routes()[0]
    said(english, page("delete_route", route_id=made.id))
    # The default, two conditions, and the three steps that are not there stand as fallbacks.
    assert english.get(page("route", route_id=made.id)).status_code == 404
