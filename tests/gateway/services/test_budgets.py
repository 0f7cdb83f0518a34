"""Setting and lifting limits."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from gateway.errors import BadModel
from gateway.selectors import budgets
from gateway.services import delete_budget, save_budget
from kit.errors import NotFound
from kit.ids import new_id
from tenants.errors import MayNot
from tenants.types import Principal


def test_a_second_budget_for_the_same_takes_the_place_of_the_first(in_acorn: UUID, anna: Principal) -> None:
    save_budget(scope="bot", scope_id="b", by=anna, tokens_per_day=5)
    save_budget(scope="bot", scope_id="b", by=anna, cost_per_month=Decimal("9.5"))
    (held,) = budgets()
    assert (held.tokens_per_day, held.cost_per_month) == (None, Decimal("9.5"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scope": "tenant", "scope_id": "x"}, "scope"),
        ({"scope": "moon"}, "scope"),
        ({"scope": "bot", "tokens_per_day": -1}, "tokens_per_day"),
    ],
)
def test_a_limit_that_makes_no_sense_names_the_field(in_acorn: UUID, anna: Principal, values: dict, field: str) -> None:
    with pytest.raises(BadModel) as caught:
        save_budget(by=anna, **values)
    assert caught.value.field == field


def test_a_budget_can_be_lifted_once(in_acorn: UUID, anna: Principal) -> None:
    held = save_budget(scope="tenant", by=anna, tokens_per_day=5)
    delete_budget(budget_id=held.id, by=anna)
    assert budgets() == ()
    for gone in (held.id, new_id()):
        with pytest.raises(NotFound):
            delete_budget(budget_id=gone, by=anna)


def test_who_may_not_write_models_sets_and_lifts_no_limit(in_acorn: UUID, anna: Principal) -> None:
    auditor = replace(anna, roles=frozenset({"auditor"}))
    held = save_budget(scope="tenant", by=anna, tokens_per_day=5)
    with pytest.raises(MayNot):
        save_budget(scope="tenant", by=auditor, tokens_per_day=6)
    with pytest.raises(MayNot):
        delete_budget(budget_id=held.id, by=auditor)
