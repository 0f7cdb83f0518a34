"""Work a tree out, exactly. Only the shapes below have a meaning; anything else raises NoResult."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from chat.reckoning import working_days
from chat.reckoning.errors import NoResult
from chat.reckoning.parsing import Day, Joined, Named, Node, Number, Signed
from chat.reckoning.values import Span, Value, bounded, moved, number, whole

MOST_POWER = 24
MOST_LENGTH = 10_000
"""Of a span, in its own unit."""


def evaluate(node: Node) -> Value:
    """What the tree comes to. Raises NoResult."""
    if isinstance(node, Number):
        return _literal(node)
    if isinstance(node, Day):
        return node.value
    if isinstance(node, Signed):
        return -number(evaluate(node.inner))
    if isinstance(node, Named):
        return _called(node)
    if node.sign == ":":
        raise NoResult("a pair only stands inside tier()")
    return _joined(node.sign, evaluate(node.left), evaluate(node.right))


def _literal(node: Number) -> Value:
    if node.percent:
        return node.value / 100
    if not node.unit:
        return node.value
    length = whole(node.value, most=MOST_LENGTH)
    spans = {
        "days": Span(days=length),
        "weeks": Span(days=7 * length),
        "months": Span(months=length),
        "years": Span(months=12 * length),
        "workdays": Span(workdays=length),
    }
    return spans[node.unit]


def _joined(sign: str, left: Value, right: Value) -> Value:
    if isinstance(left, date):
        return _from_day(sign, left, right)
    if isinstance(left, Span):
        return _of_span(sign, left, right)
    if isinstance(right, Span) and sign == "*":
        return _of_span(sign, right, left)
    return _of_numbers(sign, number(left), number(right))


def _from_day(sign: str, day: date, other: Value) -> Value:
    if isinstance(other, Span) and sign in "+-":
        towards = 1 if sign == "+" else -1
        if other.workdays:
            return working_days.after(moved(day, Span(other.months, other.days), towards), towards * other.workdays)
        return moved(day, other, towards)
    if isinstance(other, date) and sign == "-":
        return Fraction((day - other).days)
    if isinstance(other, date) and sign in COMPARES:
        return COMPARES[sign](Fraction(day.toordinal()), Fraction(other.toordinal()))
    raise NoResult("a date can't be used like this")


def _of_span(sign: str, span: Span, other: Value) -> Value:
    if isinstance(other, Span) and sign in "+-":
        one = 1 if sign == "+" else -1
        more = other.times(one)
        return Span(span.months + more.months, span.days + more.days, span.workdays + more.workdays)
    if sign == "*":
        return span.times(whole(other, most=MOST_LENGTH))
    raise NoResult("a length of time can't be used like this")


def _of_numbers(sign: str, left: Fraction, right: Fraction) -> Value:
    if sign in COMPARES:
        return COMPARES[sign](left, right)
    if sign == "/" and right == 0:
        raise NoResult("nothing can be divided by zero")
    if sign == "^":
        return _power(left, right)
    sums: dict[str, Callable[[], Fraction]] = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
    }
    return bounded(sums[sign]())


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    steps = whole(exponent, most=MOST_POWER)
    if base == 0 and steps < 0:
        raise NoResult("nothing can be divided by zero")
    result = Fraction(1)
    for _ in range(abs(steps)):
        result = bounded(result * base)
    return result if steps >= 0 else bounded(1 / result)


COMPARES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "==": lambda left, right: left == right,
}


def _called(node: Named) -> Value:
    if node.name == "tier":
        return _tier(node.items)
    values = [evaluate(item) for item in node.items]
    if node.name in CALENDAR:
        return CALENDAR[node.name](values)
    if node.name not in NUMERIC:
        raise NoResult(f"there is no {node.name}()")
    return bounded(NUMERIC[node.name]([number(value) for value in values]))


def _tier(items: Sequence[Node]) -> Value:
    """tier(12, 1:5, 10:10, 20:15) is 10: what stands at the highest bound that 12 reaches."""
    wanted = number(evaluate(items[0]))
    reached: list[tuple[Fraction, Value]] = []
    for item in items[1:]:
        if not isinstance(item, Joined) or item.sign != ":":
            raise NoResult("tier() takes a number and bound:value pairs")
        bound = number(evaluate(item.left))
        if bound <= wanted:
            reached.append((bound, evaluate(item.right)))
    if not reached:
        raise NoResult("no bound of tier() is reached")
    return max(reached, key=lambda pair: pair[0])[1]


def _rounded(values: Sequence[Fraction]) -> Fraction:
    """Half up, as money is rounded; a second number says to how many places."""
    scale = 10 ** (_places(values[1]) if len(values) > 1 else 0)
    return Fraction(floor(values[0] * scale + Fraction(1, 2)), scale)


def _places(value: Fraction) -> int:
    places = whole(value, most=6)
    if places < 0:
        raise NoResult("places are counted from zero")
    return places


def _days(values: Sequence[Value]) -> tuple[date, date]:
    if len(values) == 2 and isinstance(values[0], date) and isinstance(values[1], date):
        return values[0], values[1]
    raise NoResult("two dates are needed here")


NUMERIC: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "avg": lambda values: sum(values, Fraction(0)) / len(values),
    "min": min,
    "max": max,
    "round": _rounded,
    "floor": lambda values: Fraction(floor(values[0])),
    "ceil": lambda values: Fraction(ceil(values[0])),
}
CALENDAR: dict[str, Callable[[Sequence[Value]], Value]] = {
    "days": lambda values: Fraction((_days(values)[1] - _days(values)[0]).days + 1),
    "workdays": lambda values: Fraction(working_days.between(*_days(values))),
}
