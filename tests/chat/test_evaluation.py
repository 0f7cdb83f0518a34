"""Answers are marked as `eval_answers` promises."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from chat.evaluation import Examiner, Marked, Question, by_kind, figures, holds, ingest
from chat.turn import Outcome
from kit.errors import Invalid
from knowledge.evaluation import scratch_tenant
from tests.knowledge.conftest import HANDBOOK


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("年假为10天[1]。", "10天"),
        ("上限是 ４５０ 元", "450元"),
        ("It is Ten  Days[2].", "ten days"),
        ("延至次年[1]2月底", "次年2月底"),
    ],
)
def test_width_case_spaces_and_marks_do_not_matter(answer: str, wanted: str) -> None:
    assert holds(answer, ["别的", wanted])


def test_an_answer_without_the_string_does_not_hold_it() -> None:
    assert not holds("年假为15天", ["10天", ""])


def marked(answers: tuple[str, ...] = ("x",), page: int | None = 1, **values: Any) -> Marked:
    question = Question(id="1", question="?", answers=answers, document="d", page=page, kind=values.pop("kind", ""))
    usual: dict[str, Any] = {"outcome": "answered", "answer": "", "cited": ()}
    rates = dict.fromkeys(("answer_ok", "document_ok", "page_ok"), False)
    return Marked(question=question, **(usual | rates | values))


def test_each_rate_counts_its_own_rows() -> None:
    rows = [
        marked(answer_ok=True, document_ok=True, page_ok=True),
        marked(page=None, document_ok=True),
        marked(outcome="not_in_material"),
        marked(answers=(), outcome="refused"),
        marked(answers=()),
    ]
    assert figures(rows) == {
        "n": 5,
        "n_present": 3,
        "n_absent": 2,
        "answer_ok": 0.3333,
        "document_ok": 0.6667,
        "page_ok": 0.5,
        "calculations_ok": 0.0,
        "refused_absent": 0.5,
        "refused_present": 0.3333,
    }


def test_kinds_are_told_apart() -> None:
    rows = [marked(kind="fact", answer_ok=True), marked(kind="table")]
    assert {kind: rates["answer_ok"] for kind, rates in by_kind(rows).items()} == {"fact": 1.0, "table": 0.0}


def test_no_rows_give_no_division() -> None:
    assert figures([])["answer_ok"] == 0.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "other.md").write_text("# 食堂\n\n食堂每天中午十一点半开门。\n", encoding="utf-8")
    return tmp_path


def question(text: str, *answers: str, document: str = "deep/handbook.md") -> Question:
    return Question(id=text, question=text, answers=answers, document=document, page=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("per_document", [True, False])
def test_a_folder_is_asked_through_the_whole_pipeline(folder: Path, per_document: bool) -> None:
    questions = (question("年休假有多少天？", "十天"), question("公司有几辆班车？"))
    with scratch_tenant() as by:
        material = ingest(folder, per_document=per_document, by=by)
        examiner = Examiner(material, model="extractive", by=by)
        answered, absent = (asyncio.run(examiner.ask(each)) for each in questions)
        examiner.leave()
    assert material.failed == {"empty.txt": "file_empty"}
    assert (answered.answer_ok, answered.document_ok) == (True, True)
    assert absent.outcome == Outcome.NOT_IN_MATERIAL


@pytest.mark.django_db(transaction=True)
def test_an_unknown_model_is_said(folder: Path) -> None:
    with scratch_tenant() as by, pytest.raises(Invalid) as refused:
        Examiner(ingest(folder, per_document=False, by=by), model="nobody", by=by)
    assert refused.value.field == "model"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("document", ["", "nowhere.pdf"])
def test_a_question_of_no_known_document_is_missed_and_the_rest_goes_on(folder: Path, document: str) -> None:
    with scratch_tenant() as by:
        material = ingest(folder, per_document=True, by=by)
        missed = asyncio.run(Examiner(material, model="", by=by).ask(question("?", "x", document=document)))
    assert (missed.outcome, missed.answer_ok, missed.document_ok, missed.refused) == ("not_asked", False, False, False)


@pytest.mark.django_db(transaction=True)
def test_one_base_is_asked_whichever_document_a_question_names(folder: Path) -> None:
    with scratch_tenant() as by:
        examiner = Examiner(ingest(folder, per_document=False, by=by), model="extractive", by=by)
        asked = asyncio.run(examiner.ask(question("年休假有多少天？", "十天", document="")))
        examiner.leave()
    assert (asked.answer_ok, asked.document_ok) == (True, False)


def test_a_question_may_name_no_document() -> None:
    row = {"id": 1, "question": "?", "answers": [], "document": None, "page": None}
    assert Question.read(row).document == ""


def test_calculations_are_told_apart() -> None:
    assert figures([marked(kind="reasoning", answer_ok=True), marked(kind="fact")])["calculations_ok"] == 1.0
