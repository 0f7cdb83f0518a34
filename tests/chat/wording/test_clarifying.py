"""The set texts around a question back."""

from chat.wording import clarifying


def test_the_question_names_what_it_is_about_in_its_language() -> None:
    assert clarifying.question("城市", "zh-hans") == "答案取决于您的城市，请问您属于哪一项？"
    assert clarifying.question("City", "en") == "The answer depends on this: City. Which one applies to you?"


def test_choices_as_text_are_numbered() -> None:
    assert clarifying.listed("?", ["上海", "北京"]) == "?\n1. 上海\n2. 北京"


def test_a_condition_joins_its_values_as_the_language_does() -> None:
    assert clarifying.condition(["上海", "正式员工"], "zh-hans") == "按适用于上海、正式员工的规定："
    assert clarifying.condition(["Shanghai", "interns"], "en") == "For Shanghai, interns: "


def test_an_absent_part_is_named() -> None:
    assert clarifying.absent_part("婚假几天", "zh-hans") == "关于“婚假几天”：资料中没有说明。"
    assert clarifying.unknown("zh-hans") == "我不知道"
