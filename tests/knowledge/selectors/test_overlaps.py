"""Who sees which overlap, and when it no longer matters."""

from datetime import timedelta

import pytest

from kit import clock
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import OverlapNotFound
from knowledge.models import Passage
from knowledge.types import BaseInfo, DocumentInfo
from tenants.types import Principal
from tests.knowledge.conftest import Compared


@pytest.mark.usefixtures("both")
def test_who_may_not_read_one_document_sees_no_overlap(
    keeper: Principal, reader: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    ids = [conflict.first.passage.id]
    with tenant_scope(keeper.tenant_id):
        assert selectors.disagreements(ids, principal=reader, base_ids=[base.id])
        services.save_base(base_id=base.id, groups=[base.id], by=keeper)
        assert selectors.disagreements(ids, principal=reader, base_ids=[base.id]) == ()
        with pytest.raises(OverlapNotFound):
            selectors.overlap(conflict.id, principal=reader)


def test_a_side_that_is_not_in_force_is_no_disagreement_of_an_answer(
    keeper: Principal, base: BaseInfo, both: tuple[DocumentInfo, DocumentInfo], compared: Compared
) -> None:
    [conflict] = compared()
    ids = [conflict.first.passage.id]
    end = clock.now() + timedelta(days=1)
    with tenant_scope(keeper.tenant_id):
        services.set_validity(version_id=both[1].newest.id, valid_from=None, valid_until=end, by=keeper)
        assert selectors.disagreements(ids, principal=keeper, base_ids=[base.id])
        with clock.freeze(end):
            assert selectors.disagreements(ids, principal=keeper, base_ids=[base.id]) == ()


@pytest.mark.usefixtures("both")
def test_a_bot_that_does_not_search_the_base_hears_nothing(keeper: Principal, compared: Compared) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        other = services.create_base(slug="other", name="Other", by=keeper)
        ids = [conflict.first.passage.id]
        assert selectors.disagreements(ids, principal=keeper, base_ids=[other.id]) == ()
        assert selectors.count_open_overlaps(principal=keeper, base_id=other.id) == 0
        assert selectors.count_open_overlaps(principal=keeper) == 1


@pytest.mark.usefixtures("both")
def test_what_the_document_policy_keeps_back_is_not_told_here_either(keeper: Principal, compared: Compared) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        services.keep_both(overlap_id=conflict.id, by=keeper)
        Passage.objects.filter(id=conflict.first.passage.id).update(verdict="withheld")
        (decided,) = selectors.overlaps(principal=keeper, decided=True)
    assert (decided.first.says, decided.second.says) == ("", conflict.second.says)
