"""Drawn lines of a PDF page and the table grids that they make."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from knowledge.adapters.pdf_lines import Sheet

THIN = 2.5  # points: a filled rectangle up to this is a drawn line
SNAP = 3.0  # points: lines that stand this close are one
SHORTEST = 6.0
MOST_OBJECTS = 20_000
MOST_RULES = 3_000
MOST_CELLS = 4_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line: `at` on its own axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one ruled table: columns between `xs`, rows between `ys`, and the lines that part them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom)."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def parted_right(self, row: int, column: int) -> bool:
        """Whether a line stands between this cell and the one right of it."""
        return _covers(self.vertical, self.xs[column + 1], (self.ys[row] + self.ys[row + 1]) / 2)

    def parted_below(self, row: int, column: int) -> bool:
        """Whether a line lies between this cell and the one under it."""
        return _covers(self.horizontal, self.ys[row + 1], (self.xs[column] + self.xs[column + 1]) / 2)


def _covers(rules: Iterable[Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= SNAP and rule.start - SNAP <= across <= rule.end + SNAP for rule in rules)


class Walls:
    """Answers quickly whether a vertical line stands between two neighbouring characters."""

    def __init__(self, vertical: Iterable[Rule]) -> None:
        self._rules = sorted(vertical, key=lambda rule: rule.at)
        self._at = [rule.at for rule in self._rules]

    def between(self, left: float, right: float, height: float) -> bool:
        """`left` and `right` are the middles of the characters, `height` their vertical centre."""
        index = bisect_left(self._at, left)
        while index < len(self._at) and self._at[index] < right:
            if self._rules[index].start <= height <= self._rules[index].end:
                return True
            index += 1
        return False

    def near(self, left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether some vertical line, at any height, stands between each pair of places."""
        return np.searchsorted(self._at, left) < np.searchsorted(self._at, right)


def rules_of(page: pdfium.PdfPage, sheet: Sheet) -> tuple[list[Rule], list[Rule]]:
    """(horizontal, vertical) lines of the page as displayed; pages with drawings beyond reason give none."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        return [], []
    for item in objects_of(page, raw.FPDF_PAGEOBJ_PATH):
        for left, top, right, bottom in _strokes(item, sheet):
            if bottom - top <= THIN and right - left >= SHORTEST:
                horizontal.append(Rule((top + bottom) / 2, left, right))
            elif right - left <= THIN and bottom - top >= SHORTEST:
                vertical.append(Rule((left + right) / 2, top, bottom))
        if len(horizontal) + len(vertical) > MOST_RULES:
            return [], []
    return _joined(horizontal), _joined(vertical)


def objects_of(page: pdfium.PdfPage, kind: int) -> Iterator[Any]:
    """The page's own objects of one kind, as PDFium's handles: a page of text has thousands of others."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) == kind:
            yield item


def bounds_of(item: Any) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) in the page's coordinates; nothing where PDFium can't tell."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges))
    return edges[0].value, edges[1].value, edges[2].value, edges[3].value


def _strokes(item: Any, sheet: Sheet) -> Iterable[tuple[float, float, float, float]]:
    left, bottom, right, top = bounds_of(item)
    box = sheet.place(left, bottom, right, top)
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    count = raw.FPDFPath_CountSegments(item)
    if not stroke.value or count > 200:
        return
    yield from _edges(item, sheet, count)


def _edges(item: Any, sheet: Sheet, count: int) -> Iterable[tuple[float, float, float, float]]:
    held = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(held))
    matrix = pdfium.PdfMatrix.from_raw(held)
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield sheet.place(last[0], last[1], point[0], point[1])
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield sheet.place(last[0], last[1], first[0], first[1])


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line, as drawn cell by cell, become one."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = whole[-1] if whole else None
        if last is not None and abs(last.at - rule.at) <= 1.0 and rule.start <= last.end + SNAP:
            whole[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            whole.append(rule)
    return whole


def grids_of(horizontal: list[Rule], vertical: list[Rule]) -> list[Grid]:
    """Every connected set of lines with at least two cells, from the top of the page down."""
    groups = _connected(horizontal, vertical)
    grids = [grid for across, down in groups if (grid := _grid(across, down)) is not None]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs = _positions([rule.at for rule in down] + [min(r.start for r in across), max(r.end for r in across)])
    ys = _positions([rule.at for rule in across] + [min(r.start for r in down), max(r.end for r in down)])
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 3 or len(ys) < 3 or cells > MOST_CELLS:
        return None
    return Grid(xs, ys, tuple(across), tuple(down))


def _positions(values: list[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return tuple(found)


def _connected(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    group = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical):
            if _cross(across, down):
                group[root(i)] = root(len(horizontal) + j)
    members: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, across in enumerate(horizontal):
        members[root(i)][0].append(across)
    for j, down in enumerate(vertical):
        members[root(len(horizontal) + j)][1].append(down)
    return [(across, down) for across, down in members.values() if across and down]


def _cross(across: Rule, down: Rule) -> bool:
    return across.start - SNAP <= down.at <= across.end + SNAP and down.start - SNAP <= across.at <= down.end + SNAP
