"""What keeps two rules apart."""

from knowledge.comparing.subjects import content, kept_apart, swapped


def test_cities_tiers_and_codes_keep_rules_apart() -> None:
    assert kept_apart("北京的标准", "上海的标准")
    assert kept_apart("X200 的保修", "X300 的保修")
    assert not kept_apart("北京和上海的标准", "上海的标准")
    assert not kept_apart("北京的标准", "标准")


def test_a_word_of_another_kind_in_one_place_means_another_subject() -> None:
    assert swapped("出国人员的补贴为三百元", "驻外人员的补贴为三百元")
    assert not swapped("补贴为每月300元", "补贴为每月二百元")


def test_two_words_for_one_thing_are_one_content_and_figures_are_none() -> None:
    assert content("职工每年享有10天带薪年假") == content("员工每年享有十五天年休假")
