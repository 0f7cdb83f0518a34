"""What an expression is made of and comes to: exact numbers, dates, lengths of time; and how each is written."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from chat.reckoning.errors import NoResult

LARGEST = Fraction(10**15)
SMALLEST_STEP = Fraction(1, 10**12)
FIRST_YEAR, LAST_YEAR = 1900, 2200
PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, in the units that a calendar adds one by one."""

    months: int = 0
    days: int = 0
    workdays: int = 0

    def times(self, factor: int) -> Span:
        return Span(self.months * factor, self.days * factor, self.workdays * factor)


Value = Fraction | date | Span | bool


def number(value: Value) -> Fraction:
    """The number that `value` is. Raises NoResult for anything else."""
    if isinstance(value, Fraction):
        return value
    raise NoResult("a number is needed here")


def whole(value: Value, *, most: int) -> int:
    """A whole number no further from zero than `most`."""
    found = number(value)
    if found.denominator != 1 or abs(found) > most:
        raise NoResult("a small whole number is needed here")
    return int(found)


def bounded(value: Fraction) -> Fraction:
    """The same number, where it is neither too large nor too fine to be written."""
    if abs(value) > LARGEST or value.denominator > SMALLEST_STEP.denominator * 10**9:
        raise NoResult("the number is too large")
    return value


def moved(day: date, span: Span, sign: int) -> date:
    """The day that lies `span` later (sign 1) or earlier (-1): months first, the last of a short month, then days."""
    month = day.year * 12 + day.month - 1 + sign * span.months
    year, index = divmod(month, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR or abs(span.days) > 400 * (LAST_YEAR - FIRST_YEAR):
        raise NoResult("the date is too far away")
    shifted = date(year, index + 1, min(day.day, monthrange(year, index + 1)[1])) + sign * timedelta(days=span.days)
    if not FIRST_YEAR <= shifted.year <= LAST_YEAR:
        raise NoResult("the date is too far away")
    return shifted


def written(value: Value, *, chinese: bool) -> str:
    """The value as a reader expects it; a number that does not end is rounded to two places."""
    if isinstance(value, bool):
        return ("是" if value else "否") if chinese else ("yes" if value else "no")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if chinese else value.isoformat()
    if isinstance(value, Span):
        names = ("个月", "天", "个工作日") if chinese else (" months", " days", " working days")
        amounts = (value.months, value.days, value.workdays)
        parts = [f"{amount}{name}" for amount, name in zip(amounts, names, strict=True) if amount]
        return ("" if chinese else " ").join(parts) or f"0{names[1]}"
    return plain(value)


def plain(value: Fraction) -> str:
    """Digits without an exponent: exact up to six places, else two, rounded half up."""
    scaled = value * 10**6
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if scaled.denominator != 1:
        exact = exact.quantize(PLACES, rounding=ROUND_HALF_UP)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exactly(value: Value) -> bool:
    """Whether `written` leaves nothing out."""
    return not isinstance(value, Fraction) or (value * 10**6).denominator == 1
