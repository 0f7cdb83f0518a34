"""Two questions are alike only where the same answer fits both."""

import pytest

from knowledge.models import DIRECT
from knowledge.pairing.likeness import APART, likeness

NEAR = 0.95
"""A cosine of two questions that are about the same thing."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("能退货吗", "不能退货怎么办"),
        ("能退货吗", "能换货吗"),
        ("试用期可以请年假吗", "试用期可以请病假吗"),
        ("入职满5天可以申请吗", "入职满7天可以申请吗"),
        ("满五年有几天年假", "满七年有几天年假"),
        ("上海的住宿标准是多少", "北京的住宿标准是多少"),
        ("怎么开通短信提醒", "怎么关闭短信提醒"),
        ("X200 怎么重置", "X300 怎么重置"),
        ("怎么报销差旅费", "为什么不能报销差旅费"),
        ("什么时候发工资", "怎么发工资"),
        ("深圳有高铁到北京吗", "北京有高铁到深圳吗"),
        ("can I return it", "can I not return it"),
    ],
)
def test_what_changes_the_answer_keeps_questions_apart(one: str, other: str) -> None:
    assert likeness(one, other, cosine=NEAR) <= APART


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年假有多少天？", "年假有多少天"),
        ("年假有多少天", "年假有幾天"),
        ("如何申请年假", "请问怎么申请年假呢？"),
        ("能不能退货", "可以退货吗"),
        ("什么时候发工资", "何时发工资？"),
        ("食堂几点开门", "请问食堂什么时候开门？"),
        ("满5年有几天年假", "满五年有几天年假"),
        ("ＶＰＮ怎么连", "vpn 怎么连"),
    ],
)
def test_another_wording_of_the_same_question_is_near(one: str, other: str) -> None:
    assert likeness(one, other, cosine=NEAR) >= DIRECT


def test_the_same_question_is_certain() -> None:
    assert likeness("年假，有多少天？", "年假有多少天", cosine=0.0) == 1.0


def test_a_question_without_words_is_like_nothing() -> None:
    assert likeness("？", "！", cosine=1.0) == 0.0


def test_likeness_does_not_depend_on_the_order() -> None:
    one, other = "怎么申请调休", "调休如何申请"
    assert likeness(one, other, cosine=0.8) == pytest.approx(likeness(other, one, cosine=0.8), abs=0.05)
