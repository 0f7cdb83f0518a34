"""The editors' list: what waits, the answer that is written in place, tried again, approved, or put aside."""

import re
from uuid import UUID

import pytest
from django.test import Client

from desk.models import Case, Cluster, Draft
from tests.cast import Person
from tests.console.conftest import page, said
from tests.desk.conftest import KNOWN, UNKNOWN, Desk, desk, dora, otto

__all__ = ["desk", "dora", "otto"]

ANSWER = "周五供应面食和饺子，菜单贴在公告栏。"


@pytest.fixture
def raised(desk: Desk, anna: Person, ben: Person) -> UUID:
    """A question that was asked twice in vain."""
    return desk.missed(anna, ben)


@pytest.fixture
def editor(dora: Person) -> Client:
    return dora.client()


def form(desk: Desk, **values: str) -> dict[str, object]:
    return {"questions": UNKNOWN, "answer": ANSWER, "base": str(desk.stock.base_id), "origin": "person"} | values


def test_the_list_names_what_was_asked_twice_and_nothing_else(
    desk: Desk, raised: UUID, anna: Person, editor: Client
) -> None:
    desk.missed(anna, question="宠物可以带进办公室养吗？")
    shown = editor.get(page("clusters")).content.decode()
    assert UNKNOWN in shown
    assert "宠物" not in shown
    assert "宠物" in editor.get(page("clusters") + "?show=counted").content.decode()


def test_members_and_operators_do_not_write_knowledge(desk: Desk, raised: UUID, ben: Person, otto: Person) -> None:
    for person in (ben, otto):
        assert person.client().get(page("cluster", cluster_id=raised)).status_code == 403


def test_a_question_stands_beside_its_answer_passages_and_their_place(
    desk: Desk, anna: Person, otto: Person, editor: Client
) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    said(otto.client(), page("correct", turn_id=turn), {"verdict": "bad", "correction": "年假是 15 天。"})
    desk.work()
    found = desk.unit(Cluster.objects.get)
    shown = editor.get(page("cluster", cluster_id=found.id)).content.decode()
    assert "10 天带薪年假" in shown
    assert "年假是 15 天。" in shown
    assert f"/documents/{desk.stock.document_id}/" in shown


def test_an_answer_is_proposed_from_the_best_passage_where_no_model_may_write(
    desk: Desk, anna: Person, otto: Person, editor: Client
) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    said(otto.client(), page("correct", turn_id=turn), {"verdict": "bad"})
    desk.work()
    found = desk.unit(Cluster.objects.get)
    shown = editor.post(page("propose_answer", cluster_id=found.id)).content.decode()
    assert "10 天带薪年假" in shown
    assert re.search(r'<option value="[0-9a-f-]{36}" selected>员工手册', shown)


def test_the_question_is_asked_again_with_the_unsaved_answer(desk: Desk, raised: UUID, editor: Client) -> None:
    shown = editor.post(page("try_cluster", cluster_id=raised), form(desk)).content.decode()
    assert "菜单贴在公告栏" in shown
    assert re.search(r"AI.{0,6}生成", shown)
    assert desk.unit(Draft.objects.count) == 0


def test_trying_nothing_says_what_is_missing(desk: Desk, raised: UUID, editor: Client) -> None:
    shown = editor.post(page("try_cluster", cluster_id=raised), form(desk, questions="")).content.decode()
    assert 'role="alert"' in shown


def test_a_saved_answer_waits_for_somebody_else(desk: Desk, raised: UUID, editor: Client, anna: Person) -> None:
    said(editor, page("save_draft", cluster_id=raised), form(desk))
    draft = desk.unit(Draft.objects.get)
    said(editor, page("approve_draft", draft_id=draft.id))
    assert desk.unit(lambda: Draft.objects.get().state) == "waiting"
    said(anna.client(), page("approve_draft", draft_id=draft.id))
    assert desk.unit(lambda: Draft.objects.get().state) == "approved"
    assert desk.unit(Case.objects.count) == 1


def test_a_draft_is_sent_back_with_a_reason(desk: Desk, raised: UUID, editor: Client, anna: Person) -> None:
    said(editor, page("save_draft", cluster_id=raised), form(desk))
    draft = desk.unit(Draft.objects.get)
    said(anna.client(), page("return_draft", draft_id=draft.id), {"note": "价格缺了"})
    shown = editor.get(page("cluster", cluster_id=raised)).content.decode()
    assert "价格缺了" in shown
    assert ANSWER in shown


def test_an_answer_for_a_base_that_the_bot_does_not_use_is_not_saved(desk: Desk, raised: UUID, editor: Client) -> None:
    shown = said(editor, page("save_draft", cluster_id=raised), form(desk, base=str(raised)))
    assert desk.unit(Draft.objects.count) == 0
    assert ANSWER in shown


def test_what_is_nobodys_topic_leaves_the_list_and_comes_back(desk: Desk, raised: UUID, editor: Client) -> None:
    said(editor, page("settle_cluster", cluster_id=raised), {"off_topic": "1"})
    assert UNKNOWN not in editor.get(page("clusters")).content.decode()
    said(editor, page("settle_cluster", cluster_id=raised), {"open": "1"})
    assert UNKNOWN in editor.get(page("clusters")).content.decode()


def test_what_must_be_refused_becomes_a_case(desk: Desk, raised: UUID, editor: Client) -> None:
    said(editor, page("refuse_cluster", cluster_id=raised), {"question": "食堂菜单？"})
    case = desk.unit(Case.objects.get)
    assert (case.question, case.expects) == ("食堂菜单？", "outcome")
    assert desk.unit(lambda: Cluster.objects.get(id=raised).state) == "refuse"
