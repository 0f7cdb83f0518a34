"""A question also asks for the words that mean the same as its own, with less weight."""

from knowledge.expansion import SYNONYM, expanded, folded, says


def test_the_other_words_of_a_group_are_added_with_less_weight() -> None:
    weights = expanded("请问年假几天", {"年假": 1.0}, [("年假", "带薪假")])
    assert weights["年假"] == 1.0
    assert weights["带薪"] == SYNONYM


def test_a_group_of_which_nothing_is_said_adds_nothing() -> None:
    assert expanded("报销", {"报销": 1.0}, [("年假", "带薪假")]) == {"报销": 1.0}


def test_a_word_of_another_script_is_only_itself_as_a_whole() -> None:
    assert says("hr政策", "hr")
    assert not says("three days", "hr")


def test_words_are_compared_folded() -> None:
    assert folded("  ＯＡ  系統 ") == "oa 系统"
    assert expanded("ＯＡ怎么用", {}, [("oa", "办公")])["办公"] == SYNONYM
