"""Which text may go to which model."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from gateway.rules import forbidden, sift, unfit, unusable
from gateway.types import Call, Capabilities, Card, Location, RouteStep

TODAY = date(2026, 11, 22)


def card_at(location: Location, **changes: object) -> Card:
    card = Card(
        id=uuid4(),
        name=location,
        vendor="vllm",
        model="m",
        location=location,
        capabilities=Capabilities(),
        context_tokens=8192,
    )
    return replace(card, **changes)  # type: ignore[arg-type]


def call_of(**changes: object) -> Call:
    call = Call(tenant_id=uuid4(), purpose="answer", sensitivity="internal", personal=False, legal_basis="contract")
    return replace(call, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("location", ["builtin", "local", "private", "hosted"])
@pytest.mark.parametrize("personal", [True, False])
@pytest.mark.parametrize("sensitivity", ["public", "internal", "confidential"])
def test_unmasked_and_confidential_text_stays_in_the_house(
    location: Location, personal: bool, sensitivity: str
) -> None:
    refused = forbidden(call_of(personal=personal, sensitivity=sensitivity), card_at(location))
    assert bool(refused) == (location == "hosted" and (personal or sensitivity == "confidential"))


@pytest.mark.parametrize("basis", ["", "none"])
def test_without_a_legal_basis_no_text_leaves_the_process(basis: str) -> None:
    call = call_of(legal_basis=basis)
    assert forbidden(call, card_at("private")) == forbidden(call, card_at("hosted")) == "no_legal_basis"
    assert forbidden(call, card_at("builtin")) == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"retires_on": TODAY}, "retired"),
        ({"state": "broken"}, "broken"),
        ({"state": "loading"}, "loading"),
        ({"state": "off"}, "switched_off"),
        ({"state": "unprobed"}, "not_tested"),
        ({}, ""),
    ],
)
def test_a_card_that_cannot_answer_is_passed_over_with_its_reason(changes: dict[str, object], reason: str) -> None:
    assert unusable(card_at("private", **changes), TODAY, ()) == reason


def test_a_card_after_failures_rests() -> None:
    card = card_at("private")
    assert unusable(card, TODAY, {card.id}) == "resting_after_failures"


def test_the_conditions_of_a_step_are_kept() -> None:
    card = card_at("private")
    step = RouteStep(card_id=card.id, purposes=frozenset({"rewrite"}), sensitivities=frozenset({"public"}))
    assert unfit(call_of(), step, card) == "other_purposes"
    assert unfit(call_of(purpose="rewrite"), step, card) == "other_sensitivity"
    assert unfit(call_of(purpose="rewrite", sensitivity="public"), step, card) == ""


def test_word_for_word_answers_do_nothing_but_answer() -> None:
    card = card_at("builtin", vendor="extractive")
    assert unfit(call_of(purpose="rewrite"), RouteStep(card_id=card.id), card) == "cannot_do_this"


def test_the_order_of_the_route_is_kept_and_every_loser_has_a_reason() -> None:
    hosted, old, private = card_at("hosted"), card_at("private", name="old", state="off"), card_at("private")
    steps = [(RouteStep(card_id=card.id), card) for card in (hosted, old, private)]
    kept, passed_over = sift(call_of(personal=True), steps, today=TODAY, resting=())
    assert [card for _, card in kept] == [private]
    assert passed_over == (("hosted", "unmasked_personal_data"), ("old", "switched_off"))
