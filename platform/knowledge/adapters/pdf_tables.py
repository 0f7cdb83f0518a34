"""Tables of a PDF page: from drawn grids, and from columns of text that line up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.adapters.joining import join_lines
from knowledge.adapters.pdf_lines import Line, Segment, lines_of
from knowledge.adapters.pdf_order import rows_of
from knowledge.adapters.pdf_rules import Grid
from knowledge.adapters.tables import header_of, header_rows, is_number

LIST_MARK = re.compile(r"[•●▪◦‣■◆□➢✓➤○◇*\-–—]|[(（]?[\dA-Za-z一二三四五六七八九十]{1,3}[.)）、]*|\d+(?:\.\d+)+")
FEWEST_ROWS = 3
MOST_COLUMNS = 40
FILLED = 0.5  # share of cells with text from which aligned text is a table


@dataclass(slots=True)
class Row:
    """One row of a table with its rectangle (left, top, right, bottom) on the page."""

    cells: list[str]
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Table:
    """Rows in order; the first `heads` of them are the header; `edges` are the columns' left sides."""

    rows: list[Row]
    heads: int
    edges: tuple[float, ...]
    captions: list[Row] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.rows[0].box[1]

    @property
    def bottom(self) -> float:
        return self.rows[-1].box[3]

    @property
    def left(self) -> float:
        return min(row.box[0] for row in self.rows)

    @property
    def right(self) -> float:
        return max(row.box[2] for row in self.rows)

    @property
    def header(self) -> tuple[str, ...]:
        """One name per column; stacked header rows are joined."""
        if not self.heads:
            return ()
        return header_of([row.cells for row in self.rows[: self.heads]])


def ruled(grid: Grid, segments: list[Segment]) -> Table | None:
    """The table in a drawn grid; None when fewer than two of its columns or rows hold text."""
    cells = _merge_cells(grid)
    held: dict[tuple[int, int], list[Segment]] = {}
    for segment in segments:
        place = (_slot(grid.ys, segment.middle), _slot(grid.xs, (segment.left + segment.right) / 2))
        if place in cells:
            held.setdefault(cells[place], []).append(segment)
    lines = {place: [line for row in rows_of(parts) for line in lines_of(row)] for place, parts in held.items()}
    rows: list[Row] = []
    for number in range(len(grid.ys) - 1):
        rows += _stacked(grid, cells, lines, number) or [_row(grid, cells, lines, number)]
    rows = [row for row in rows if any(row.cells)]
    used = [index for index in range(len(grid.xs) - 1) if any(row.cells[index] for row in rows)]
    if len(rows) < 2 or len(used) < 2:
        return None
    for row in rows:
        row.cells = [row.cells[index] for index in used]
    captions = []
    while len(rows) > 2 and len(used) > 2 and sum(map(bool, rows[0].cells)) == 1:
        captions.append(rows.pop(0))
    return Table(rows, header_rows([row.cells for row in rows]), tuple(grid.xs[index] for index in used), captions)


def _merge_cells(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell → the first cell of the merged one that it is part of."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            if column and not grid.parted_right(row, column - 1):
                first[row, column] = first[row, column - 1]
            elif row and not grid.parted_below(row - 1, column):
                first[row, column] = first[row - 1, column]
            else:
                first[row, column] = (row, column)
    return first


Cells = dict[tuple[int, int], tuple[int, int]]
Texts = dict[tuple[int, int], list[Line]]


def _stacked(grid: Grid, cells: Cells, lines: Texts, row: int) -> list[Row]:
    """Rows that share one drawn row, as where a line is drawn under every fifth: all cells hold as many lines, mostly numbers."""
    columns = range(len(grid.xs) - 1)
    held = [
        lines[cells[row, column]]
        for column in columns
        if cells[row, column] == (row, column) and (row, column) in lines
    ]
    count = len(held[0]) if held else 0
    if len(held) < 3 or count < 2 or any(len(found) != count for found in held):
        return []
    if sum(is_number(line.text) for found in held for line in found) < count * len(held) / 2:
        return []
    rows = []
    for index in range(count):
        parts = [lines.get((row, column), [None] * count)[index] for column in columns]
        shown = [part for part in parts if part is not None]
        box = (grid.xs[0], min(part.top for part in shown), grid.xs[-1], max(part.bottom for part in shown))
        rows.append(Row([part.text if part is not None else "" for part in parts], box))
    return rows


def _row(grid: Grid, cells: Cells, lines: Texts, row: int) -> Row:
    """A cell merged over several rows is repeated in each, one merged over columns stands in its first."""
    found: list[str] = []
    for column in range(len(grid.xs) - 1):
        owner = cells[row, column]
        repeated = column > 0 and cells[row, column - 1] == owner
        found.append("" if repeated else join_lines(line.text for line in lines.get(owner, ())))
    return Row(found, (grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1]))


def _slot(edges: tuple[float, ...], value: float) -> int:
    return sum(1 for edge in edges if edge <= value) - 1


def aligned_tables(lines: list[Line]) -> Iterator[Line | Table]:
    """The lines, with runs of lines that stand in columns made into tables."""
    run: list[Line] = []
    for line in lines:
        _rejoin_list_mark(line)
        below = not run or 0 <= line.top - run[-1].top < 4 * line.size
        if len(line.segments) > 1 and below:
            run.append(line)
            continue
        yield from _table_or_lines(run)
        run = [line] if len(line.segments) > 1 else []
        if not run:
            yield line
    yield from _table_or_lines(run)


def _rejoin_list_mark(line: Line) -> None:
    """A bullet or number with a tab behind it is no column."""
    first = line.segments[0]
    if len(line.segments) == 2 and len(first.text) <= 5 and LIST_MARK.fullmatch(first.text):
        second = line.segments.pop()
        first.text, first.right = f"{first.text} {second.text}", second.right
        first.top, first.bottom = min(first.top, second.top), max(first.bottom, second.bottom)


def _table_or_lines(run: list[Line]) -> Iterator[Line | Table]:
    table = _aligned(run)
    if table is None:
        yield from run
    else:
        yield table


def _aligned(lines: list[Line]) -> Table | None:
    """The table made by neighbouring lines of two or more segments each; None when they do not line up."""
    spans = _columns([segment for line in lines for segment in line.segments])
    if len(lines) < FEWEST_ROWS or not 2 <= len(spans) <= MOST_COLUMNS:
        return None
    rows = []
    for line in lines:
        cells = [""] * len(spans)
        for segment in line.segments:
            index = max(i for i, span in enumerate(spans) if span[0] <= segment.left + 0.1)
            cells[index] = f"{cells[index]} {segment.text}".strip()
        rows.append(Row(cells, (line.left, line.top, line.right, line.bottom)))
    filled = sum(1 for row in rows for cell in row.cells if cell) / (len(rows) * len(spans))
    return (
        Table(rows, header_rows([row.cells for row in rows]), tuple(span[0] for span in spans))
        if filled >= FILLED
        else None
    )


def _columns(segments: list[Segment]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for left, right in sorted((segment.left, segment.right) for segment in segments):
        if spans and left < spans[-1][1] + 1.0:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return spans
