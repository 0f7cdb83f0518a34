"""The tables of a sheet: where they begin and end, their captions and headers, and the cell of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from knowledge.adapters.tables import header_of, header_rows, is_number, row_text
from knowledge.parsed import Block

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_APART = 2  # empty rows between a header and its table

Row = tuple[int, list[str]]
"""Number of the row from 1, and its cells from column A."""
Merge = tuple[int, int, int, int]
"""First column, first row, last column, last row of merged cells, from 1."""


def sheet_blocks(sheet: str, rows: list[Row], merged: Sequence[Merge], first_table: int) -> Iterator[Block]:
    """A block for each caption and row of a sheet; its tables are numbered from `first_table`."""
    _fill_merged(rows, merged)
    for number, region in enumerate(_regions(rows), first_table):
        yield from _region_blocks(sheet, region, number)


def trimmed(texts: list[str]) -> list[str]:
    """A row without the empty cells at its end."""
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]


def _fill_merged(rows: list[Row], merged: Sequence[Merge]) -> None:
    """A cell merged over several rows is repeated in each, so that every row can be read alone."""
    by_number = dict(rows)
    for left, top, _, bottom in merged:
        source = by_number.get(top, [])
        value = source[left - 1] if left <= len(source) else ""
        if not value:
            continue
        for number in range(top + 1, min(bottom, rows[-1][0]) + 1):
            cells = by_number.get(number)
            if cells is not None:
                cells += [""] * (left - len(cells))
                cells[left - 1] = value


def _regions(rows: list[Row]) -> Iterator[list[Row]]:
    """Tables of one sheet: parts with an empty row between them. A header that stands a little apart stays with its table."""
    region: list[Row] = []
    for number, cells in rows:
        gap = number - region[-1][0] - 1 if region else 0
        if gap > MOST_APART or (gap and not _only_names(region)):
            yield region
            region = []
        region.append((number, cells))
    if region:
        yield region


def _only_names(region: list[Row]) -> bool:
    texts = [cell for _, cells in region[:4] for cell in cells if cell]
    return len(region) <= 3 and not any(is_number(text) for text in texts)


def _region_blocks(sheet: str, region: list[Row], table: int) -> Iterator[Block]:
    """Leading rows of one cell are captions; then the header, then a block for each row."""
    path: tuple[str, ...] = (sheet,)
    wide = max(len(cells) for _, cells in region) > 1
    while region and sum(map(bool, region[0][1])) == 1 and (len(region) == 1 or wide):
        number, cells = region.pop(0)
        text = next(filter(None, cells))
        yield Block(text, path=path, sheet=sheet, cell=_reference(sheet, number, cells))
        path = (sheet, text)
    width = max((len(cells) for _, cells in region), default=0)
    padded = [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in region]
    used = [column for column in range(width) if any(cells[column] for _, cells in padded)]
    kept = [[cells[column] for column in used] for _, cells in padded]
    heads = header_rows(kept)
    header = header_of(kept[:heads]) if heads else ()
    block = Block("", "table_row", path=path, header=header, table=table, sheet=sheet)
    for (number, cells), texts in list(zip(padded, kept, strict=True))[heads:]:
        places = tuple(f"{sheet}!{get_column_letter(column + 1)}{number}" for column in used)
        cell = _reference(sheet, number, cells)
        yield replace(block, text=row_text(texts), cells=tuple(texts), cell=cell, places=places)


def _reference(sheet: str, number: int, cells: list[str]) -> str:
    column = next(index for index, cell in enumerate(cells, 1) if cell)
    return f"{sheet}!{get_column_letter(column)}{number}"
