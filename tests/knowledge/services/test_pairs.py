"""Pairs are made, approved, changed, rolled back and deleted; only approved ones answer."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connections

from kit import clock
from kit.errors import Invalid
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import BaseNotFound, DocumentNotFound, PairAsked, PairChanged, PairNotFound
from knowledge.models import Document, PairPhrasing, Passage
from knowledge.types import BaseInfo, PairMatch
from tenants.errors import MayNot
from tenants.types import Principal
from tests.knowledge.conftest import keeper_of
from tests.knowledge.pairs import ANSWER, QUESTIONS, pair_in

pytestmark = pytest.mark.django_db(transaction=True)


def match(reader: Principal, base_id: UUID, question: str) -> PairMatch | None:
    with tenant_scope(reader.tenant_id):
        return selectors.match_pair(question, [base_id], reader)


def test_an_approved_pair_answers_each_of_its_phrasings(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    assert made.live
    assert made.questions == QUESTIONS
    for question in QUESTIONS:
        found = match(keeper, base.id, question)
        assert found is not None
        assert (found.pair_id, found.score, found.direct) == (made.id, 1.0, True)


def test_a_pair_is_found_by_the_one_search(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        found = selectors.search(question="一年能休几天年假", base_ids=[base.id], principal=keeper)
    assert [(each.id, each.kind, each.text) for each in found] == [(made.passage_id, "pair", ANSWER)]


def test_a_draft_is_not_found_and_answers_nothing(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id, state="draft")
    assert made.ready
    assert not made.live
    assert match(keeper, base.id, QUESTIONS[0]) is None
    with tenant_scope(keeper.tenant_id):
        assert selectors.search(question=QUESTIONS[0], base_ids=[base.id], principal=keeper) == ()


def test_an_approved_draft_answers_at_once(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id, state="draft")
    with tenant_scope(keeper.tenant_id):
        approved = services.approve_pair(pair_id=made.id, by=keeper)
    assert approved.live
    assert approved.approved_by == keeper.actor
    assert match(keeper, base.id, QUESTIONS[0]) is not None


def test_drafts_are_hidden_from_readers(keeper: Principal, reader: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id, state="draft")
    with tenant_scope(reader.tenant_id):
        assert selectors.pairs(base.id, principal=reader) == ()
        with pytest.raises(PairNotFound):
            selectors.pair(made.id, principal=reader)


def test_the_old_answer_serves_until_the_new_one_is_indexed(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.save_pair(pair_id=made.id, questions=QUESTIONS, answer="有十五天。", by=keeper)
    before = match(keeper, base.id, QUESTIONS[0])
    run_due(keeper.tenant_id)
    after = match(keeper, base.id, QUESTIONS[0])
    assert before is not None
    assert after is not None
    assert (before.passage.text, after.passage.text) == (ANSWER, "有十五天。")
    assert (before.passage.version, after.passage.version) == (1, 2)


def test_an_edited_answer_does_not_come_back_when_the_new_one_ends(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    end = clock.now() + timedelta(hours=1)
    with tenant_scope(keeper.tenant_id):
        services.save_pair(pair_id=made.id, questions=QUESTIONS, answer=ANSWER, by=keeper, validity=(None, end))
    run_due(keeper.tenant_id)
    assert match(keeper, base.id, QUESTIONS[0]) is not None
    with clock.freeze(end + timedelta(seconds=1)):
        assert match(keeper, base.id, QUESTIONS[0]) is None


def test_an_edited_answer_that_begins_later_takes_over_then(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    begin = clock.now() + timedelta(hours=1)
    with tenant_scope(keeper.tenant_id):
        services.save_pair(pair_id=made.id, questions=QUESTIONS, answer="新的", by=keeper, validity=(begin, None))
    run_due(keeper.tenant_id)
    before = match(keeper, base.id, QUESTIONS[0])
    with clock.freeze(begin + timedelta(seconds=1)):
        after = match(keeper, base.id, QUESTIONS[0])
    assert before is not None
    assert after is not None
    assert (before.passage.text, after.passage.text) == (ANSWER, "新的")


def test_an_earlier_version_can_be_brought_back(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.save_pair(pair_id=made.id, questions=["别的问题"], answer="别的答案", by=keeper)
        back = services.roll_back_pair(pair_id=made.id, number=1, by=keeper)
        versions = selectors.pair_versions(made.id, principal=keeper)
    assert (back.version, back.questions, back.answer) == (3, QUESTIONS, ANSWER)
    assert [each.answer for each in versions] == [ANSWER, "别的答案", ANSWER]


def test_who_saves_an_older_version_is_told(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.save_pair(pair_id=made.id, questions=QUESTIONS, answer="另一个", by=keeper, seen=1)
        with pytest.raises(PairChanged):
            services.save_pair(pair_id=made.id, questions=QUESTIONS, answer="第三个", by=keeper, seen=1)


def test_saving_without_a_change_makes_no_version(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        same = services.save_pair(pair_id=made.id, questions=QUESTIONS, answer=ANSWER, by=keeper)
    assert same.version == 1


def test_one_question_has_one_answer_in_a_base(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id), pytest.raises(PairAsked):
        services.create_pair(base_id=base.id, questions=["年假有多少天?"], answer="另一个答案", by=keeper)


@pytest.mark.parametrize(("questions", "answer", "field"), [([" "], "a", "questions"), (["？！"], "a", "questions"), (["q"], " \n", "answer"), (["q" * 401], "a", "questions")])  # fmt: skip
def test_a_pair_without_question_or_answer_is_refused(
    keeper: Principal, base: BaseInfo, questions: list[str], answer: str, field: str
) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(Invalid) as refused:
        services.create_pair(base_id=base.id, questions=questions, answer=answer, by=keeper)
    assert refused.value.field == field


def test_a_deleted_pair_leaves_nothing(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_pair(pair_id=made.id, by=keeper)
        assert not Document.objects.exists()
        assert not Passage.objects.exists()
        assert not PairPhrasing.objects.exists()
    assert match(keeper, base.id, QUESTIONS[0]) is None


def test_the_pairs_of_a_deleted_base_are_gone(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_base(base_id=base.id, by=keeper)
        with pytest.raises(PairNotFound):
            selectors.pair(made.id, principal=keeper)
        with pytest.raises(BaseNotFound):
            services.create_pair(base_id=base.id, questions=["q"], answer="a", by=keeper)


def test_a_base_deleted_before_its_pairs_were_indexed_leaves_no_work_undone(keeper: Principal, base: BaseInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        services.create_pair(base_id=base.id, questions=["q"], answer="a", by=keeper, state="approved")
        services.delete_base(base_id=base.id, by=keeper)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        assert not Passage.objects.exists()


def test_pairs_are_no_documents_in_lists(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        assert selectors.documents(base.id, principal=keeper) == ()
        assert selectors.base(base.id, principal=keeper).documents == 0
        with pytest.raises(DocumentNotFound):
            services.delete_document(document_id=made.document_id, by=keeper)


def test_a_reader_may_not_write(reader: Principal, keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(reader.tenant_id):
        for work in (
            lambda: services.create_pair(base_id=base.id, questions=["q"], answer="a", by=reader),
            lambda: services.save_pair(pair_id=made.id, questions=["q"], answer="a", by=reader),
            lambda: services.approve_pair(pair_id=made.id, by=reader),
            lambda: services.roll_back_pair(pair_id=made.id, number=1, by=reader),
            lambda: services.delete_pair(pair_id=made.id, by=reader),
            lambda: services.set_direct_threshold(base_id=base.id, threshold=0.9, by=reader),
        ):
            with pytest.raises(MayNot):
                work()


def test_another_tenants_pair_is_not_there(keeper: Principal, base: BaseInfo, other_tenant_id: UUID) -> None:
    made = pair_in(keeper, base.id)
    stranger = keeper_of(other_tenant_id)
    with tenant_scope(other_tenant_id):
        assert selectors.match_pair(QUESTIONS[0], [base.id], stranger) is None
        with pytest.raises(PairNotFound):
            services.delete_pair(pair_id=made.id, by=stranger)


def test_a_pair_of_a_closed_base_answers_members_of_its_groups_only(
    keeper: Principal, reader: Principal, base: BaseInfo
) -> None:
    pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.save_base(base_id=base.id, groups=[uuid4()], by=keeper)
    assert match(reader, base.id, QUESTIONS[0]) is None


def test_two_people_who_add_the_same_question_at_once_get_one_pair(keeper: Principal, base: BaseInfo) -> None:
    begin, ends = Barrier(2), []

    def add() -> None:
        begin.wait()
        try:
            pair_in(keeper, base.id)
            ends.append("added")
        except PairAsked:
            ends.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["added", "refused"]


def test_the_threshold_of_a_base_decides(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.set_direct_threshold(base_id=base.id, threshold=1.01, by=keeper)
        with pytest.raises(Invalid):
            services.set_direct_threshold(base_id=base.id, threshold=0.2, by=keeper)
    found = match(keeper, base.id, QUESTIONS[0])
    assert found is not None
    assert not found.direct
