"""What is found between a new document and the others."""

from datetime import timedelta

import pytest

from kit import clock
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.models import Overlap
from knowledge.types import BaseInfo, DocumentInfo
from tenants.types import Principal
from tests.knowledge.conftest import FIFTEEN, HANDBOOK, TEN, Compared, bring_in


@pytest.mark.usefixtures("both")
def test_two_documents_that_disagree_are_one_conflict_with_both_sentences(compared: Compared) -> None:
    [conflict] = compared()
    assert conflict.kind == "number"
    assert conflict.first.passage.document == "旧.md"
    assert "十天" in conflict.first.says
    assert "15天" in conflict.second.says
    assert compared() == (conflict,)


def test_a_document_that_repeats_another_is_listed_once_with_its_share(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    bring_in(keeper, base.id, HANDBOOK, name="a.md")
    bring_in(
        keeper, base.id, HANDBOOK + "\n## 其他\n\n" + "本节讲的是与前面各节完全无关的安全生产事项。" * 20, name="b.md"
    )
    [repeated] = compared()
    assert repeated.kind == "duplicate"
    assert repeated.repeated >= 2
    assert 0 < repeated.likeness <= 1


def test_texts_for_different_people_do_not_disagree(keeper: Principal, base: BaseInfo, compared: Compared) -> None:
    first, second = (bring_in(keeper, base.id, text, name=name) for text, name in ((TEN, "a.md"), (FIFTEEN, "b.md")))
    with tenant_scope(keeper.tenant_id):
        services.set_audience(document_id=first.id, audience={"city": ["北京"]}, by=keeper)
        services.set_audience(document_id=second.id, audience={"city": ["上海"]}, by=keeper)
    assert compared() == ()


def test_texts_of_different_times_do_not_disagree(keeper: Principal, base: BaseInfo, compared: Compared) -> None:
    end = clock.now() + timedelta(days=1)
    bring_in(keeper, base.id, TEN, name="a.md", valid_until=end)
    bring_in(keeper, base.id, FIFTEEN, name="b.md", valid_from=end)
    assert compared() == ()


def test_a_deleted_document_leaves_no_overlap(
    keeper: Principal, both: tuple[DocumentInfo, DocumentInfo], compared: Compared
) -> None:
    assert compared()
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=both[0].id, by=keeper)
        assert Overlap.objects.count() == 0


def test_a_comparison_of_a_deleted_document_finds_nothing_to_do(
    keeper: Principal, both: tuple[DocumentInfo, DocumentInfo], compared: Compared
) -> None:
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=both[1].id, by=keeper)
    assert compared() == ()
