"""Decisions name the card, the reason, and why others were passed over."""

from datetime import date
from uuid import UUID

import pytest

from gateway.circuits import FAILURES, circuits
from gateway.errors import NoRoute
from gateway.models import ModelCard
from gateway.selectors import answering_model, decide, routes
from gateway.services import delete_model, delete_route, save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import Call, Card, RouteStep
from kit.ids import new_id
from tenants.types import Principal


def call_of(tenant_id: UUID, **changes: object) -> Call:
    values = {"purpose": "answer", "sensitivity": "internal", "personal": False, "legal_basis": "contract"} | changes
    return Call(tenant_id=tenant_id, **values)  # type: ignore[arg-type]


def model(name: str, by: Principal, vendor: str = "vllm", **columns: object) -> Card:
    saved = save_model(
        fields=ModelFields(name=name, vendor=vendor, model="m", base_url="https://93.184.216.34/v1"), by=by
    )
    ModelCard.objects.filter(id=saved.id).update(**({"state": "ready"} | columns))
    return saved


def test_without_anything_it_answers_word_for_word(in_acorn: UUID) -> None:
    assert decide(call_of(in_acorn), route_id=None).card.name == "extractive"
    assert answering_model() == "extractive"


def test_a_tested_model_of_ones_own_takes_over_and_falls_back_to_word_for_word(in_acorn: UUID, anna: Principal) -> None:
    model("GLM", anna)
    decision = decide(call_of(in_acorn), route_id=None)
    assert (decision.card.name, [card.name for card in decision.fallbacks]) == ("GLM", ["extractive"])
    assert (decision.reason, decision.route, answering_model()) == ("first_choice", "standard", "GLM")


def test_an_untested_model_is_passed_over(in_acorn: UUID, anna: Principal) -> None:
    model("GLM", anna, state="unprobed")
    decision = decide(call_of(in_acorn), route_id=None)
    assert (decision.card.name, decision.passed_over) == ("extractive", (("GLM", "not_tested"),))


def test_confidential_text_passes_over_the_hosted_model(in_acorn: UUID, anna: Principal) -> None:
    hosted, private = model("hosted", anna, vendor="glm"), model("private", anna)
    steps = [RouteStep(card_id=hosted.id), RouteStep(card_id=private.id)]
    route = save_route(name="r", steps=steps, default=True, by=anna)
    decision = decide(call_of(in_acorn, sensitivity="confidential"), route_id=route.id)
    assert (decision.card.name, decision.passed_over) == ("private", (("hosted", "confidential_base"),))
    assert decide(call_of(in_acorn), route_id=route.id).card.name == "hosted"
    assert decision.route == "r v1"


def test_no_candidate_is_an_error_with_every_reason(in_acorn: UUID, anna: Principal) -> None:
    hosted, old = model("hosted", anna, vendor="glm"), model("old", anna, retires_on=date(2020, 1, 1))
    route = save_route(
        name="r", steps=[RouteStep(card_id=hosted.id), RouteStep(card_id=old.id)], default=False, by=anna
    )
    with pytest.raises(NoRoute) as caught:
        decide(call_of(in_acorn, personal=True), route_id=route.id)
    assert caught.value.passed_over == (("hosted", "unmasked_personal_data"), ("old", "retired"))


def test_a_step_may_be_kept_out_of_fallbacks(in_acorn: UUID, anna: Principal) -> None:
    first, second = model("first", anna), model("second", anna)
    steps = [RouteStep(card_id=first.id), RouteStep(card_id=second.id, as_fallback=False)]
    route = save_route(name="r", steps=steps, default=False, by=anna)
    assert decide(call_of(in_acorn), route_id=route.id).fallbacks == ()


def test_a_model_at_rest_is_passed_over(in_acorn: UUID, anna: Principal) -> None:
    broken = model("broken", anna)
    for _ in range(FAILURES):
        circuits.failed((in_acorn, broken.id))
    assert decide(call_of(in_acorn), route_id=None).passed_over == (("broken", "resting_after_failures"),)


def test_a_route_that_is_gone_is_not_replaced_by_another(in_acorn: UUID, anna: Principal) -> None:
    route = save_route(name="r", steps=[RouteStep(card_id=model("m", anna).id)], default=False, by=anna)
    delete_route(route_id=route.id, by=anna)
    for gone in (route.id, new_id()):
        with pytest.raises(NoRoute):
            decide(call_of(in_acorn), route_id=gone)


def test_a_removed_model_stands_as_such_in_the_reasons(in_acorn: UUID, anna: Principal) -> None:
    first, second = model("first", anna), model("second", anna)
    route = save_route(
        name="r", steps=[RouteStep(card_id=first.id), RouteStep(card_id=second.id)], default=False, by=anna
    )
    delete_model(card_id=first.id, by=anna)
    decision = decide(call_of(in_acorn), route_id=route.id)
    assert (decision.card.name, decision.passed_over) == ("second", ((str(first.id), "removed"),))


def test_a_new_default_route_takes_the_place_of_the_old(in_acorn: UUID, anna: Principal) -> None:
    step = RouteStep(card_id=model("m", anna).id)
    save_route(name="old", steps=[step], default=True, by=anna)
    new = save_route(name="new", steps=[step], default=True, by=anna)
    again = save_route(name="new", steps=[step], default=True, by=anna, route_id=new.id)
    assert again.version == 2
    assert [(route.name, route.default) for route in routes()] == [("new", True), ("old", False)]
