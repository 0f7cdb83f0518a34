"""Find the expressions that a sentence names, work them out, and write formula and result in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from chat.reckoning.errors import NoResult
from chat.reckoning.evaluating import evaluate
from chat.reckoning.parsing import Day, Joined, Named, Node, Number, Signed, parse
from chat.reckoning.values import Value, exactly, plain, written
from kit.figures import Figure

TAG = re.compile(r"(?:⟦|\[\[|【)\s*calc\s*[:：]([^⟧\]】]{1,240})(?:⟧|\]\]|】)", re.IGNORECASE)
OPENS = re.compile(r"(?:⟦|\[\[|【)\s*calc\s*[:：]", re.IGNORECASE)
CONSTANTS = frozenset(Fraction(each) for each in (0, 1, 7, 12, 24, 60, 100))
"""What counting, weeks, months, hours and percents bring with them: no document has to say these."""
_SIGNS = {"*": "×", "/": "÷", "^": "^", "+": "+", "-": "−"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_UNIT_NAMES = {"days": "day", "weeks": "week", "months": "month", "years": "year", "workdays": "day"}
_UNIT_ZH = {"days": "天", "weeks": "周", "months": "个月", "years": "年", "workdays": "个工作日"}


@dataclass(frozen=True, slots=True)
class Worked:
    """A sentence with its results: `text` to be shown, `bare` without what was worked out, and the figures that went in."""

    text: str
    bare: str
    inputs: tuple[Figure, ...]


def names_expression(sentence: str) -> bool:
    """Does the sentence hold an expression, or the beginning of one?"""
    return OPENS.search(sentence) is not None


def worked_out(sentence: str, *, chinese: bool) -> Worked:
    """The sentence with `formula = result` where its expressions stood. Raises NoResult if one can't be worked out."""
    inputs: list[Figure] = []

    def result(match: re.Match[str]) -> str:
        tree = parse(match[1])
        inputs.extend(_inputs(tree))
        return _equation(tree, evaluate(tree), chinese)

    text = TAG.sub(result, sentence)
    if names_expression(text):
        raise NoResult("the expression is not closed")
    return Worked(text, TAG.sub("", sentence), tuple(inputs))


def constant(figure: Figure) -> bool:
    """Is it a plain number that any calculation may bring with it?"""
    return not figure.unit and figure.value in CONSTANTS


def known(figure: Figure, sources: Iterable[Figure]) -> bool:
    """Does one of `sources` say this figure? A share may be written as 120 % or as 1.2."""
    if constant(figure):
        return True
    spelled = [figure]
    if figure.unit == "percent":
        spelled.append(Figure(figure.value / 100, ""))
    elif not figure.unit:
        spelled.append(Figure(figure.value * 100, "percent"))
    return any(each.agrees(other) for other in sources for each in spelled)


def _inputs(node: Node) -> Iterator[Figure]:
    if isinstance(node, Number):
        yield Figure(node.value, "percent" if node.percent else _UNIT_NAMES.get(node.unit, ""))
    elif isinstance(node, Day):
        day = node.value
        yield from (Figure(Fraction(day.year), ""), Figure(Fraction(day.month), ""), Figure(Fraction(day.day), ""))
    elif isinstance(node, Signed):
        yield from _inputs(node.inner)
    elif isinstance(node, Joined):
        yield from (*_inputs(node.left), *_inputs(node.right))
    else:
        for item in node.items:
            yield from _inputs(item)


def _equation(tree: Node, value: Value, chinese: bool) -> str:
    formula = _spelled(tree, chinese)
    if isinstance(value, bool):
        return f"{formula}{'：' if chinese else ': '}{written(value, chinese=chinese)}"
    return f"{formula} {'=' if exactly(value) else '≈'} {written(value, chinese=chinese)}"


def _spelled(node: Node, chinese: bool, least: int = 0) -> str:
    """The formula as people write it, in brackets where its own sign binds less than `least`."""
    if isinstance(node, Number):
        unit = (_UNIT_ZH[node.unit] if chinese else f" {node.unit}") if node.unit else ""
        return plain(node.value) + ("%" if node.percent else unit)
    if isinstance(node, Day):
        return written(node.value, chinese=chinese)
    if isinstance(node, Signed):
        return f"−{_spelled(node.inner, chinese, _BINDS['^'])}"
    if isinstance(node, Named):
        return f"{node.name}({', '.join(_spelled(item, chinese) for item in node.items)})"
    binds = _BINDS.get(node.sign, 0)
    right = _spelled(node.right, chinese, binds + (node.sign in "-/^"))
    text = f"{_spelled(node.left, chinese, binds)} {_SIGNS.get(node.sign, node.sign)} {right}"
    return f"({text})" if binds < least else text
