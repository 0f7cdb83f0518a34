"""Read an expression into a tree. Whatever is not in the grammar is refused; length, depth and digits are bounded.

comparison := sum [("<" | "<=" | ">" | ">=" | "==") sum]
sum        := product {("+" | "-") product}
product    := power {("*" | "/") power}
power      := sign ["^" sign]
sign       := ["-"] atom
atom       := date | number ["%"] [unit] | name "(" item {"," item} ")" | "(" sum ")"
item       := sum [":" sum]
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chat.reckoning.errors import NoResult

LONGEST = 240
MOST_TOKENS = 80
DEEPEST = 12
MOST_DIGITS = 16

UNITS = {
    "天": "days", "日": "days", "day": "days", "days": "days", "周": "weeks", "星期": "weeks", "week": "weeks",
    "weeks": "weeks", "个月": "months", "月": "months", "month": "months", "months": "months", "年": "years",
    "year": "years", "years": "years", "个工作日": "workdays", "工作日": "workdays", "workday": "workdays",
    "workdays": "workdays",
}  # fmt: skip
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_TOKEN = re.compile(
    rf"\s*(?:(?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)(?P<percent>\s*%)?(?P<myriad>[万亿])?\s*(?P<unit>{_UNIT})?(?![A-Za-z])"
    r"|(?P<name>[a-z_]{2,16})(?=\s*\()|(?P<sign><=|>=|==|[-+*/^()<>:,]))",
)
_SPELLED = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "，": ",", "（": "(", "）": ")", "：": ":"})
SCALES = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction
    unit: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    value: date


@dataclass(frozen=True, slots=True)
class Signed:
    inner: Node


@dataclass(frozen=True, slots=True)
class Joined:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    items: tuple[Node, ...]


Node = Number | Day | Signed | Joined | Named


def parse(text: str) -> Node:
    """The tree of `text`. Raises NoResult."""
    parser = _Parser(_tokens(text))
    node = parser.comparison()
    if parser.left:
        raise NoResult(f"{parser.left[0].group().strip()!r} is not expected here")
    return node


def _tokens(text: str) -> list[re.Match[str]]:
    if len(text) > LONGEST:
        raise NoResult("the expression is too long")
    folded = unicodedata.normalize("NFKC", text).translate(_SPELLED).rstrip()
    found: list[re.Match[str]] = []
    at = 0
    while at < len(folded):
        match = _TOKEN.match(folded, at)
        if match is None or len(found) == MOST_TOKENS:
            raise NoResult(f"{folded[at : at + 12]!r} is not in the grammar")
        found.append(match)
        at = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.left = tokens
        self._depth = 0

    def comparison(self) -> Node:
        left = self._sum()
        sign = self._taken("<", "<=", ">", ">=", "==")
        return Joined(sign, left, self._sum()) if sign else left

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NoResult("the expression is nested too deeply")
        node = self._product()
        while sign := self._taken("+", "-"):
            node = Joined(sign, node, self._product())
        self._depth -= 1
        return node

    def _product(self) -> Node:
        node = self._power()
        while sign := self._taken("*", "/"):
            node = Joined(sign, node, self._power())
        return node

    def _power(self) -> Node:
        node = self._signed()
        return Joined("^", node, self._signed()) if self._taken("^") else node

    def _signed(self) -> Node:
        return Signed(self._atom()) if self._taken("-") else self._atom()

    def _atom(self) -> Node:
        if not self.left:
            raise NoResult("the expression breaks off")
        match = self.left[0]
        if match["date"]:
            self.left = self.left[1:]
            return Day(_day(match["date"]))
        if match["number"]:
            self.left = self.left[1:]
            return _number(match)
        if match["name"]:
            self.left = self.left[1:]
            self._need("(")
            return Named(match["name"], self._items())
        self._need("(")
        node = self._sum()
        self._need(")")
        return node

    def _items(self) -> tuple[Node, ...]:
        items = [self._item()]
        while self._taken(","):
            items.append(self._item())
        self._need(")")
        return tuple(items)

    def _item(self) -> Node:
        node = self._sum()
        return Joined(":", node, self._sum()) if self._taken(":") else node

    def _taken(self, *signs: str) -> str:
        if self.left and self.left[0]["sign"] in signs:
            sign = str(self.left[0]["sign"])
            self.left = self.left[1:]
            return sign
        return ""

    def _need(self, sign: str) -> None:
        if not self._taken(sign):
            raise NoResult(f"{sign!r} is missing")


def _number(match: re.Match[str]) -> Number:
    digits = match["number"].replace(",", "")
    if len(digits) > MOST_DIGITS:
        raise NoResult("the number is too long")
    value = Fraction(digits) * SCALES.get(match["myriad"] or "", 1)
    return Number(value, UNITS.get(match["unit"] or "", ""), bool(match["percent"]))


def _day(text: str) -> date:
    year, month, day = (int(part) for part in re.findall(r"\d+", text))
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoResult("there is no such day") from error
