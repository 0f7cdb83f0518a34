"""What a question asks for."""

import pytest

from gateway.evidence.terms import asked, holds_kind, synonyms, terms


def test_asking_words_are_left_out_and_words_that_hold_them_are_kept() -> None:
    assert "会议" in asked("会议室怎么预定?")
    assert not {"怎么", "怎", "的", "what", "is"} & (asked("年假的天数怎么算?") | asked("What is the leave?"))


def test_a_question_of_asking_words_only_still_asks() -> None:
    assert asked("多少")


def test_traditional_and_full_width_letters_are_the_same_terms() -> None:
    assert terms("報銷ＡＢＣ１２") == terms("报销abc12")


def test_endings_of_words_do_not_count() -> None:
    assert terms("laptops allowed") == terms("laptop allow")


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("年假有几天?", "年假10天。", "年假须申请。"),
        ("什么时候发工资?", "每月10日发放。", "工资含奖金。"),
        ("How many days?", "You get ten or 10 days.", "Ask your manager."),
        ("由谁批准?", "由部门主管批准。", "须要批准。"),
    ],
)
def test_the_kind_of_thing_that_is_asked_for(question: str, holds: str, lacks: str) -> None:
    assert holds_kind(question, holds) > holds_kind(question, lacks)


def test_other_words_for_the_same_are_known() -> None:
    assert any("妊娠" in group for group in synonyms("怀孕期间能辞退吗"))
