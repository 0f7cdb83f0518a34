"""Read labelled figures out of tables and lists, and name the sum of a column or the difference of two cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.evidence.terms import fold, terms
from gateway.evidence.units import BAR, header_of
from gateway.types import Source

_VALUE = re.compile(
    r"^\s*[$¥￥€£]?\s*([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)\s*(%|元|万元|天|小时|分|次|人|个)?\s*$"
)
_LISTED = re.compile(
    r"^[\s\-*•·]*([^:：|]{2,60})[:：]\s*([$¥￥€£]?\s*[\d,]+(?:\.\d+)?\s*(?:%|元|天|小时|分|次|人)?)\s*$"
)
_TOTAL = re.compile(r"\btotal\b|\baltogether\b|in all\b|合计|总计|一共|总共|总数|加起来|总和", re.IGNORECASE)
_THAN = re.compile(r"(?:more|less|higher|lower|greater|fewer|longer|cheaper)\b(.+?)\bthan\b(.+)", re.IGNORECASE)
_FROM_TO = re.compile(
    r"(?:grow|grew|rise|rose|increase|decrease|drop|fall|fell|change)\w*\b.*?\bfrom\b(.+?)\bto\b(.+)", re.IGNORECASE
)
# From the beginning of a line only: each later one would be tried in vain, and the time grow with the cube.
_THAN_ZH = re.compile(r"^(.+?)(?:比|相比)(.+?)(?:多|高|贵|少|低|便宜|长|短|增|减)", re.MULTILINE)
_APART = re.compile(r"^(.+?)[和与跟](.+?)(?:相?差|的差)", re.MULTILINE)
_SPLIT = re.compile(r"[-–/]")
MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its row's label and its column's name; `n` is the number of its passage."""

    n: int
    label: str
    column: str
    value: str
    unit: str

    @property
    def terms(self) -> frozenset[str]:
        return _words(f"{self.label} {self.column}")


def cells(passages: Sequence[Source]) -> list[Cell]:
    """All figures that carry a label."""
    return [cell for n, passage in enumerate(passages, 1) for cell in _of_passage(n, passage.text.split("\n"))]


def _of_passage(n: int, lines: list[str]) -> Iterator[Cell]:
    header: list[str] = []
    for place, line in enumerate(lines):
        if BAR not in line:
            header = []
            if match := _LISTED.match(line):
                yield from _cell(n, match[1], "", match[2])
            continue
        header = header_of(lines[place:]) or header
        values = [value.strip() for value in line.split("|")]
        label = next((value for value in values if value and not _VALUE.match(value)), "")
        for index, value in enumerate(values):
            column = header[index] if index < len(header) and header[index] != value else ""
            yield from _cell(n, label, column, value)


def _cell(n: int, label: str, column: str, value: str) -> Iterator[Cell]:
    if match := _VALUE.match(value):
        yield Cell(n, label.strip(), column, match[1].replace("−", "-"), match[2] or "")


def find_difference(question: str, passages: Sequence[Source]) -> tuple[str, tuple[int, ...]] | None:
    """`larger - smaller` for a question that compares two labelled figures, with the passages that they stand in."""
    operands = _operands(question)
    if operands is None:
        return None
    found = cells(passages)
    common = _words(question)
    second = _best(found, _words(operands[1]) - _words(operands[0]), common)
    first = _best([cell for cell in found if cell != second], _words(operands[0]) - _words(operands[1]), common)
    if first is None or second is None or first.value == second.value:
        return None
    if first.unit != second.unit or (first.label != second.label and first.column != second.column):
        return None
    if not (_words(first.label) & common and _words(second.label) & common):
        return None
    larger, smaller = sorted((first, second), key=lambda cell: -float(cell.value.replace(",", "")))
    return f"{larger.value} - {_bracketed(smaller.value)}", tuple(dict.fromkeys((first.n, second.n)))


def _bracketed(value: str) -> str:
    return f"({value})" if value.startswith("-") else value


def _operands(question: str) -> tuple[str, str] | None:
    for pattern in (_THAN, _FROM_TO, _THAN_ZH, _APART):
        if match := pattern.search(question):
            return match[1], match[2]
    return None


def _best(found: Sequence[Cell], own: frozenset[str], common: frozenset[str]) -> Cell | None:
    """The cell that says most of what is its operand's own, then of the question."""
    held = [(len(cell.terms & own), len(cell.terms & common), -len(cell.terms), cell) for cell in found]
    best = max(held, key=lambda each: each[:3], default=None)
    return best[3] if best and best[0] else None


def find_total(question: str, passages: Sequence[Source]) -> tuple[str, tuple[int, ...]] | None:
    """The sum of the column that the question names, where no row of the table says the total itself."""
    if not _TOTAL.search(question):
        return None
    wanted = _words(_TOTAL.sub(" ", question))
    columns: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells(passages):
        columns.setdefault((cell.n, cell.column), []).append(cell)
    fitting = [
        (len(_words(name) & wanted) / len(_words(name)), rows)
        for (_, name), rows in columns.items()
        if _named(name, wanted) and 2 <= len(rows) <= MOST_ROWS and not any(_TOTAL.search(row.label) for row in rows)
    ]
    if not fitting:
        return None
    rows = max(fitting, key=lambda each: each[0])[1]
    return " + ".join(_bracketed(row.value) for row in rows), (rows[0].n,)


def _named(column: str, wanted: frozenset[str]) -> bool:
    """Does the question name the column by a word, and not only by a year?"""
    return any(not term.isdigit() for term in _words(column) & wanted)


def _words(text: str) -> frozenset[str]:
    """Telling terms, with compounds in their parts; a single Chinese character tells nothing."""
    return frozenset(term for term in terms(_SPLIT.sub(" ", fold(text))) if len(term) > 1 or term.isdigit())
