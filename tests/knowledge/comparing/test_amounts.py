"""The figures that a comparison reads."""

from fractions import Fraction

from knowledge.comparing.amounts import amounts


def said(text: str) -> list[tuple[Fraction, str]]:
    return [(each.value, each.unit) for each in amounts(text)]


def test_times_of_day_are_minutes_whoever_writes_them() -> None:
    assert said("上午9点") == said("9:00") == [(Fraction(540), "clock")]
    assert said("下午6点半") == said("18:30") == [(Fraction(1110), "clock")]


def test_days_of_the_week_are_no_figures() -> None:
    assert said("周一至周五") == []


def test_measures_are_kept_apart_and_so_is_the_day_of_a_month() -> None:
    assert said("1800瓦") == [(Fraction(1800), "watt:瓦")]
    assert (Fraction(31), "day of month") in said("12月31日")
    assert said("31天") == [(Fraction(31), "day")]
