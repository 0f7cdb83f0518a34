"""Results are written as people read them."""

from datetime import date
from fractions import Fraction

import pytest

from chat.reckoning.values import Span, Value, exactly, written


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Fraction(3600), "3600", "3600"),
        (Fraction(1, 8), "0.125", "0.125"),
        (Fraction(100, 3), "33.33", "33.33"),
        (Fraction(-5, 2), "-2.5", "-2.5"),
        (date(2026, 2, 8), "2026年2月8日", "2026-02-08"),
        (Span(months=1, days=3), "1个月3天", "1 months 3 days"),
        (Span(), "0天", "0 days"),
        (True, "是", "yes"),
    ],
)
def test_values_in_two_languages(value: Value, chinese: str, english: str) -> None:
    assert (written(value, chinese=True), written(value, chinese=False)) == (chinese, english)


def test_what_was_rounded_says_so() -> None:
    assert (exactly(Fraction(1, 8)), exactly(Fraction(1, 3))) == (True, False)
