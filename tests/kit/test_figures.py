"""Two spellings of one figure meet, and two figures don't."""

from fractions import Fraction

import pytest

from kit.figures import Figure, figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("年假15天", 15, "day"),
        ("年假十五天", 15, "day"),
        ("１５日内", 15, "day"),
        ("fifteen days", 15, "day"),
        ("30,000元", 30000, "money"),
        ("3万元", 30000, "money"),
        ("三万五千元", 35000, "money"),
        ("3.5万元", 35000, "money"),
        ("百分之八十", 80, "percent"),
        ("80 %", 80, "percent"),
        ("第十五条", 15, ""),
        ("二〇二四年", 2024, "year"),
        ("两次", 2, "times"),
        ("十二个月", 12, "month"),
        ("0.5小时", Fraction(1, 2), "hour"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, value: Fraction, unit: str) -> None:
    assert figures(text) == (Figure(Fraction(value), unit),)


@pytest.mark.parametrize("text", ["一般情况下", "统一安排", "万一失败", "一旦发生", "no number here"])
def test_words_that_only_look_like_numbers_say_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_a_date_gives_the_same_values_in_both_spellings() -> None:
    written, short = figures("2024年3月5日"), figures("2024-03-05")
    assert all(one.agrees(other) for one, other in zip(written, short, strict=True))


def test_the_same_value_in_another_unit_does_not_agree() -> None:
    assert not figures("10天")[0].agrees(figures("10元")[0])


def test_a_value_without_a_unit_agrees_with_any() -> None:
    assert figures("10天")[0].agrees(figures("10")[0])
