"""Suggested questions come from the headings of the documents."""

from typing import Any

import pytest

from chat.selectors import suggestions
from chat.selectors.suggestions import suggest_questions
from kit.ids import new_id
from tenants.types import Principal, job_principal
from tests.chat.values import passage


@pytest.fixture
def by() -> Principal:
    return job_principal(tenant_id=new_id(), name="x")


def suggested(monkeypatch: pytest.MonkeyPatch, by: Principal, *documents: tuple[str, ...], limit: int = 4) -> Any:
    read = [tuple(passage(path=path) for path in paths) for paths in documents]
    monkeypatch.setattr(suggestions, "_read", lambda base_ids, principal: iter(read))
    return suggest_questions(base_ids=[new_id()], principal=by, limit=limit)


def test_a_heading_becomes_a_question_without_its_number(monkeypatch: pytest.MonkeyPatch, by: Principal) -> None:
    assert suggested(monkeypatch, by, ("员工手册 › 第三章 年休假",)) == ("关于年休假有哪些规定？",)


def test_a_heading_that_asks_stays_as_it_is(monkeypatch: pytest.MonkeyPatch, by: Principal) -> None:
    assert suggested(monkeypatch, by, ("1. 怎样申请年假？",)) == ("怎样申请年假？",)


def test_documents_take_turns(monkeypatch: pytest.MonkeyPatch, by: Principal) -> None:
    found = suggested(monkeypatch, by, ("年休假", "病假", "婚假"), ("差旅报销",), limit=3)
    assert [each[2:-6] for each in found] == ["年休假", "差旅报销", "病假"]


def test_headings_that_name_nothing_are_left_out(monkeypatch: pytest.MonkeyPatch, by: Principal) -> None:
    assert suggested(monkeypatch, by, ("第一章 总则", "附录A", "Introduction", "x", "")) == ()


def test_an_english_heading_asks_in_english(monkeypatch: pytest.MonkeyPatch, by: Principal) -> None:
    assert suggested(monkeypatch, by, ("2.1 Warranty claims",)) == ("What are the rules on Warranty claims?",)
