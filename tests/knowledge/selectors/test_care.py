"""Which documents need somebody."""

from datetime import timedelta
from typing import get_args

from kit import clock
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import BaseInfo, Standing
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def names(keeper: Principal, base: BaseInfo, wanted: Standing) -> set[str]:
    with tenant_scope(keeper.tenant_id):
        return {each.name for each in selectors.documents_standing(base.id, wanted, principal=keeper)}


def test_a_document_is_listed_while_it_ends_soon_and_after_it_has_ended(keeper: Principal, base: BaseInfo) -> None:
    end = clock.now() + timedelta(days=10)
    bring_in(keeper, base.id, "甲方案说明。", name="ends.md", valid_until=end)
    bring_in(keeper, base.id, "乙方案说明。", name="stays.md")
    assert names(keeper, base, "expiring") == {"ends.md"}
    assert names(keeper, base, "expired") == set()
    with clock.freeze(end):
        assert names(keeper, base, "expiring") == set()
        assert names(keeper, base, "expired") == {"ends.md"}


def test_a_review_is_overdue_from_its_day_on(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    today = clock.now().date()
    with tenant_scope(keeper.tenant_id):
        services.set_care(document_id=document.id, owner=None, review_on=today + timedelta(days=3), by=keeper)
    assert names(keeper, base, "review") == set()
    with clock.freeze(clock.now() + timedelta(days=4)):
        assert names(keeper, base, "review") == {"handbook.md"}


def test_documents_without_an_owner_are_counted(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        counts = selectors.count_standing(principal=keeper, base_id=base.id)
        assert selectors.to_review(principal=keeper) == ()
    assert set(counts) == set(get_args(Standing))
    assert counts["ownerless"] == 1


def test_what_may_not_be_read_is_not_listed(keeper: Principal, reader: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.save_base(base_id=base.id, groups=[base.id], by=keeper)
        assert selectors.documents_standing(base.id, "ownerless", principal=reader) == ()
