"""A message that asks several things is cut into questions, and no other."""

import pytest

from chat.wording.parts import MOST_PARTS, parts_of


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("年假几天？病假怎么请？", ("年假几天？", "病假怎么请？")),
        ("年假几天？那病假呢？", ("年假几天？", "病假几天？")),
        ("年假和病假分别几天？", ("年假几天？", "病假几天？")),
        ("年假、病假和事假各有几天？", ("年假有几天？", "病假有几天？", "事假有几天？")),
        ("年假有几天，另外怎么申请？", ("年假有几天", "年假怎么申请？")),
        (
            "How do I reset the device? How long is the warranty?",
            ("How do I reset the device?", "How long is the warranty?"),
        ),
        (
            "How long is the warranty, and how do I reset the device?",
            ("How long is the warranty", "how do I reset the device?"),
        ),
    ],
)
def test_several_questions_are_cut_apart(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message).questions == parts


@pytest.mark.parametrize(
    "message",
    [
        "年假几天？",
        "你好！年假几天？",
        "请问年假几天？谢谢",
        "结婚和生育需要什么证明？",
        "公司去年营收是多少，同比增长多少？",
        "网银不能登录了？我急需转账。怎么办？",
        "扣款日不是19号吗？怎么更换",
        "How do I apply for leave and sick pay?",
        "为什么？",
        "？",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert parts_of(message).questions == (message,)


def test_what_is_told_stands_before_each_part() -> None:
    assert parts_of("我在上海，工作3年。年假几天？病假几天？").questions == (
        "我在上海，工作3年，年假几天？",
        "我在上海，工作3年，病假几天？",
    )


def test_no_more_than_three_are_searched_and_nothing_is_dropped() -> None:
    parts = parts_of("1. 年假几天？\n2. 病假几天？\n3. 婚假几天？\n4. 产假几天？").questions
    assert len(parts) == MOST_PARTS
    assert parts[-1] == "婚假几天？ 产假几天？"


def test_the_first_part_leans_on_what_was_asked_before_and_the_next_on_it() -> None:
    assert parts_of("那病假呢？婚假呢？", ["年假几天？"]).questions == ("病假几天？", "婚假几天？")


def test_a_question_behind_a_statement_leans_too() -> None:
    assert parts_of("我在上海。那病假呢？", ["年假几天？"]).questions == ("我在上海，病假几天？",)


def test_a_guess_is_told_as_one() -> None:
    assert not parts_of("那餐补呢？", ["住宿费标准是多少？"]).sure
