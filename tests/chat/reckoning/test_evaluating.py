"""Numbers are exact, dates follow the calendar, and nothing grows without bound."""

from datetime import date
from fractions import Fraction

import pytest

from chat.reckoning.errors import NoResult
from chat.reckoning.evaluating import evaluate
from chat.reckoning.parsing import parse
from chat.reckoning.values import Span, Value


def worked(expression: str) -> Value:
    return evaluate(parse(expression))


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("10000 * 30% * 120%", Fraction(3600)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", Fraction(1)),
        ("(1 + 2) * 3 - (4 - 5)", Fraction(10)),
        ("-5 + 3", Fraction(-2)),
        ("2^10", Fraction(1024)),
        ("2^-3", Fraction(1, 8)),
        ("tier(12, 1:5, 10:10, 20:15)", Fraction(10)),
        ("tier(20, 1:5, 10:10, 20:15)", Fraction(15)),
        ("sum(1, 2, 13)", Fraction(16)),
        ("avg(1, 2)", Fraction(3, 2)),
        ("min(max(1, 5), 3)", Fraction(3)),
        ("round(2.5)", Fraction(3)),
        ("round(10/3, 2)", Fraction(333, 100)),
        ("floor(7 / 2) + ceil(7 / 2)", Fraction(7)),
        ("days(2026-01-01, 2026-01-31)", Fraction(31)),
        ("2026-03-01 - 2026-02-01", Fraction(28)),
        ("6天 * 2 + 1天", Span(days=13)),
    ],
)
def test_results_are_exact(expression: str, result: Value) -> None:
    assert worked(expression) == result


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("2026-01-31 + 1个月", date(2026, 2, 28)),
        ("2024-02-29 + 1年", date(2025, 2, 28)),
        ("2026年3月1日 + 60天", date(2026, 4, 30)),
        ("2026-03-31 - 1个月", date(2026, 2, 28)),
        ("2026-01-01 + 2周", date(2026, 1, 15)),
        ("2025-12-31 + 1个工作日", date(2026, 1, 4)),
        ("2026-09-30 + 3个工作日", date(2026, 10, 10)),
    ],
)
def test_dates_follow_the_calendar_and_its_holidays(expression: str, result: date) -> None:
    assert worked(expression) == result


def test_working_days_count_weekends_that_are_worked() -> None:
    assert worked("workdays(2026-10-01, 2026-10-11)") == 3


@pytest.mark.parametrize(
    ("expression", "holds"),
    [("12 >= 10", True), ("12 < 10", False), ("2026-01-02 > 2026-01-01", True), ("0.1 + 0.2 == 0.3", True)],
)
def test_comparisons(expression: str, holds: bool) -> None:
    assert worked(expression) is holds


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0",
        "0 ^ -1",
        "9 ^ 99",
        "2 ^ 0.5",
        "999999999999999 * 999999999999999",
        "(1/999983)^24",
        "2026-01-01 + 2026-01-01",
        "2026-01-01 * 2",
        "2026-01-01 + 9999年",
        "3天 + 1",
        "3天 / 2",
        "0.5天 + 1天",
        "2027-01-04 + 3个工作日",
        "2026-01-01 + 9999个工作日",
        "workdays(2026-02-01, 2026-01-01)",
        "days(1, 2)",
        "tier(0, 1:5)",
        "tier(3)",
        "tier(3, 4)",
        "(1:2)",
        "system(1)",
        "round(1, 99)",
        "round(1, -1)",
        "12 > 3天",
        "sum(1天, 2)",
    ],
)
def test_what_has_no_meaning_or_no_bound_has_no_result(expression: str) -> None:
    with pytest.raises(NoResult):
        worked(expression)
