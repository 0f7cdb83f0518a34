"""What is found between a new document and the others, and what a decision does."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kit import clock
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import AlreadyDecided, OverlapNotFound
from knowledge.models import Overlap
from knowledge.types import BaseInfo, DocumentInfo, OverlapInfo
from tenants.types import Principal
from tests.knowledge.conftest import HANDBOOK, bring_in

TEN = "# 休假\n\n员工入职满一年,每年享有十天年休假。\n"
FIFTEEN = "# 休假\n\n入职满一年的员工每年可休年休假15天。\n"

Compared = Callable[[], tuple[OverlapInfo, ...]]


@pytest.fixture
def compared(keeper: Principal) -> Compared:
    """Do the comparisons that were promised; what waits for a decision then."""

    def run() -> tuple[OverlapInfo, ...]:
        with clock.freeze(clock.now() + timedelta(minutes=1)):
            run_due(keeper.tenant_id)
        with tenant_scope(keeper.tenant_id):
            return selectors.overlaps(principal=keeper)

    return run


@pytest.fixture
def both(keeper: Principal, base: BaseInfo) -> tuple[DocumentInfo, DocumentInfo]:
    return bring_in(keeper, base.id, TEN, name="旧.md"), bring_in(keeper, base.id, FIFTEEN, name="新.md")


def found(keeper: Principal, base: BaseInfo) -> set[str]:
    with tenant_scope(keeper.tenant_id):
        passages = selectors.search(question="年休假有几天", base_ids=[base.id], principal=keeper)
    return {each.document for each in passages}


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


@pytest.mark.usefixtures("both")
def test_what_was_kept_is_not_asked_again_when_a_new_version_says_the_same(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        assert services.keep_both(overlap_id=conflict.id, by=keeper).state == "kept"
    bring_in(keeper, base.id, FIFTEEN, name="新版.md")
    assert [each.kind for each in compared() if each.kind != "duplicate"] == []


@pytest.mark.usefixtures("both")
def test_a_superseded_passage_is_out_of_search_until_the_decision_is_taken_back(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        services.supersede(overlap_id=conflict.id, outdated="first", reach="passage", by=keeper)
    assert found(keeper, base) == {"新.md"}
    with tenant_scope(keeper.tenant_id):
        assert services.reopen_overlap(overlap_id=conflict.id, by=keeper).state == "open"
    assert found(keeper, base) == {"旧.md", "新.md"}


@pytest.mark.usefixtures("both")
def test_a_superseded_document_ends_until_the_decision_is_taken_back(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        services.supersede(overlap_id=conflict.id, outdated="first", reach="document", by=keeper)
    assert found(keeper, base) == {"新.md"}
    with tenant_scope(keeper.tenant_id):
        services.reopen_overlap(overlap_id=conflict.id, by=keeper)
    assert found(keeper, base) == {"旧.md", "新.md"}


@pytest.mark.usefixtures("both")
def test_a_scope_is_on_the_passages_and_can_be_taken_back(keeper: Principal, compared: Compared) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        scoped = services.scope_overlap(overlap_id=conflict.id, first={"city": ["北京"]}, by=keeper)
        assert dict(scoped.first.passage.audience) == {"city": ("北京",)}
        with pytest.raises(AlreadyDecided):
            services.keep_both(overlap_id=conflict.id, by=keeper)
        opened = services.reopen_overlap(overlap_id=conflict.id, by=keeper)
        assert dict(opened.first.passage.audience) == {}


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
