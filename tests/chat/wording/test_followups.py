"""A question that leans on the one before it is searched with its subject."""

import pytest

from chat.wording.followups import leans, standalone
from gateway.types import Message

HISTORY = (Message("user", "年假有多少天？"), Message("assistant", "10天[1]。"))


@pytest.mark.parametrize(
    "question",
    [
        "那病假呢？",
        "试用期的呢",
        "还有别的吗？",
        "它多久一次？",
        "what about sick leave?",
        "And for interns?",
        "How long is it?",
    ],
)
def test_a_leaning_question_is_seen(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    ["病假需要提供什么证明材料？", "How do I apply for annual leave in my first year?", "公司地址在哪里", "报销流程"],
)
def test_a_question_that_stands_alone_is_left(question: str) -> None:
    assert not leans(question)


def test_the_question_before_leads() -> None:
    assert standalone("那病假呢？", HISTORY) == "年假有多少天？ 那病假呢？"


def test_nothing_leads_the_first_question() -> None:
    assert standalone("那病假呢？", ()) == "那病假呢？"
