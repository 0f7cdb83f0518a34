"""A base's pairs are tried on their own phrasings and on a sheet, as they would answer now."""

import pytest

from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.errors import BaseNotFound
from knowledge.pairing.sheets import Trial
from knowledge.selectors.trials import Held
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import keeper_of
from tests.knowledge.pairs import QUESTIONS, pair_in

pytestmark = pytest.mark.django_db(transaction=True)


def held(keeper: Principal, base: BaseInfo) -> Held:
    with tenant_scope(keeper.tenant_id):
        return selectors.held_phrasings(base.id, principal=keeper)


def test_each_phrasing_is_asked_of_the_others(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "年假有多少天", "年假有几天")
    pair_in(keeper, base.id, "停车要钱吗")
    curve = selectors.own_curve(held(keeper, base))
    assert (curve.asked, curve.answerable) == (3, 2)
    at = {point.threshold: point for point in curve.points}
    assert (at[0.9].given, at[0.9].right) == (2, 2)


def test_a_phrasing_never_meets_itself(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "停车要钱吗")
    curve = selectors.own_curve(held(keeper, base))
    assert all(point.given == 0 for point in curve.points)


def test_a_sheet_tells_which_pair_is_right(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id)
    trials = [Trial("请问年假有多少天", QUESTIONS[1]), Trial("年假有多少天", ""), Trial("年假有多少天", "没有这一条")]
    curve = selectors.sheet_curve(held(keeper, base), trials)
    assert (curve.asked, curve.answerable) == (3, 2)
    assert {point.threshold: point for point in curve.points}[0.9].right == 1


def test_drafts_are_not_tried(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, state="draft")
    assert held(keeper, base).texts == ()
    assert selectors.own_curve(held(keeper, base)).asked == 0
    assert selectors.sheet_curve(held(keeper, base), []).asked == 0


def test_another_tenants_base_is_not_there(keeper: Principal, base: BaseInfo, other_tenant_id: object) -> None:
    stranger = keeper_of(other_tenant_id)  # type: ignore[arg-type]
    with tenant_scope(stranger.tenant_id), pytest.raises(BaseNotFound):
        selectors.held_phrasings(base.id, principal=stranger)
