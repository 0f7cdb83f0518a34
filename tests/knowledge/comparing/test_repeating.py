"""When one text repeats another."""

from knowledge.comparing.repeating import REPEATS, key_of, resemblance

RULE = "入职满一年的员工每年享有十天年休假,年休假应在当年十二月三十一日前休完,经主管批准可延至次年二月底。"


def test_a_copy_resembles_whatever_its_width_and_spaces() -> None:
    assert resemblance(RULE, RULE.replace(",", "，").replace("十天", " 十天 ")) == 1.0


def test_a_small_change_still_repeats_and_another_rule_does_not() -> None:
    assert resemblance(RULE, RULE.replace("主管", "经理")) >= REPEATS
    assert resemblance(RULE, "出差住宿每晚上限为四百五十元,须凭发票报销,市内交通按实际金额报销。") < 0.1


def test_short_texts_are_not_compared() -> None:
    assert resemblance("第一章 总则", "第一章 总则") == 0.0


def test_a_decision_is_found_again_in_either_order() -> None:
    assert key_of("甲 说", "乙说") == key_of("乙说", "甲说")
    assert key_of("甲说", "乙说") != key_of("甲说", "丙说")
