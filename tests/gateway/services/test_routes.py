"""Making and removing routes."""

from dataclasses import replace
from uuid import UUID

import pytest

from gateway.errors import BadModel, NoSuchModel, NoSuchRoute
from gateway.platform_models import EXTRACTIVE_ID
from gateway.selectors import route, routes
from gateway.services import delete_route, save_route
from gateway.types import RouteStep
from kit.ids import new_id
from tenants.errors import MayNot
from tenants.types import Principal

STEP = RouteStep(
    card_id=EXTRACTIVE_ID, purposes=frozenset({"answer"}), sensitivities=frozenset({"public"}), as_fallback=False
)


def test_a_route_comes_back_as_it_was_saved(in_acorn: UUID, anna: Principal) -> None:
    saved = save_route(name=" HR ", steps=[STEP], default=True, by=anna)
    assert route(saved.id) == saved
    assert (saved.name, saved.version, saved.steps) == ("HR", 1, (STEP,))


@pytest.mark.parametrize(("name", "steps", "field"), [(" ", [STEP], "name"), ("HR", [], "steps")])
def test_a_route_needs_a_name_and_a_candidate(
    in_acorn: UUID, anna: Principal, name: str, steps: list, field: str
) -> None:
    with pytest.raises(BadModel) as caught:
        save_route(name=name, steps=steps, default=False, by=anna)
    assert caught.value.field == field


def test_a_candidate_must_be_a_card_of_the_tenant_or_the_platform(in_acorn: UUID, anna: Principal) -> None:
    with pytest.raises(NoSuchModel):
        save_route(name="HR", steps=[RouteStep(card_id=new_id())], default=False, by=anna)


def test_two_routes_may_not_share_a_name(in_acorn: UUID, anna: Principal) -> None:
    save_route(name="HR", steps=[STEP], default=False, by=anna)
    with pytest.raises(BadModel):
        save_route(name="hr", steps=[STEP], default=False, by=anna)
    assert len(routes()) == 1


def test_a_route_that_is_gone_is_told_as_such(in_acorn: UUID, anna: Principal) -> None:
    saved = save_route(name="HR", steps=[STEP], default=False, by=anna)
    delete_route(route_id=saved.id, by=anna)
    with pytest.raises(NoSuchRoute):
        route(saved.id)
    with pytest.raises(NoSuchRoute):
        save_route(name="HR", steps=[STEP], default=False, by=anna, route_id=saved.id)


def test_who_may_not_write_models_makes_and_removes_no_route(in_acorn: UUID, anna: Principal) -> None:
    auditor = replace(anna, roles=frozenset({"auditor"}))
    saved = save_route(name="HR", steps=[STEP], default=False, by=anna)
    with pytest.raises(MayNot):
        save_route(name="IT", steps=[STEP], default=False, by=auditor)
    with pytest.raises(MayNot):
        delete_route(route_id=saved.id, by=auditor)
