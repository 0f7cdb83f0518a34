"""XLSX: each sheet's tables as rows with their header and the cell where the row begins."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.adapters import archives
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.tables import header_of, header_rows, is_number, row_text
from knowledge.parsed import Block, Note, Parsed, ReadFailed

NAME = "XLSX"
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_EMPTY = 2_000  # rows: sheets whose used range was inflated end here
MOST_APART = 2  # empty rows between a header and its table
MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    zipfile.BadZipFile,
    InvalidFileException,
    OSError,
    SyntaxError,
)

Row = tuple[int, list[str]]
"""Number of the row from 1, and its cells from column A."""


def read(path: Path) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, bomb, too_much_text, no_text."""
    archives.check(path, format_name=NAME)
    notes: list[Note] = []
    blocks: list[Block] = []
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")  # openpyxl tells of drawings and styles that it leaves out
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                blocks += _sheet_blocks(sheet, path, notes, len(blocks))
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not blocks:
        raise ReadFailed("no_text")
    title = str(book.properties.title or "")
    return Parsed(tuple(blocks), NAME, notes=tuple(notes), title=title, language=language_of(b.text for b in blocks))


def _sheet_blocks(sheet: Any, path: Path, notes: list[Note], first_table: int) -> Iterator[Block]:
    rows = list(_rows(sheet, notes))
    rows = _fill_merged(rows, _merged(path, getattr(sheet, "_worksheet_path", "")))
    for number, region in enumerate(_regions(rows), first_table + 1):
        yield from _region_blocks(sheet.title, region, number)


def _rows(sheet: Any, notes: list[Note]) -> Iterator[Row]:
    sheet.reset_dimensions()
    last = count = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            last, count = number, count + 1
            yield number, texts
        if number - last > MOST_EMPTY:
            return
        if count >= MOST_ROWS:
            notes.append(Note("rows_cut", {"sheet": sheet.title, "limit": MOST_ROWS}))
            return


def _text(cell: Any) -> str:
    """As a person reads it: dates as ISO, whole numbers without .0, percentages where the cell shows them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format or ""))
    return clean(str(value))


def _number(value: float, shown_as: str) -> str:
    if "%" in shown_as:
        return f"{value * 100:.10g}%"
    zeros = re.fullmatch(r"0{2,20}", shown_as)
    if zeros and value == int(value):
        return f"{int(value):0{len(shown_as)}d}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _merged(path: Path, part: str) -> list[tuple[int, int, int, int]]:
    """(first column, first row, last column, last row) of the merged cells of a sheet."""
    if not part:
        return []
    with zipfile.ZipFile(path) as archive, archive.open(part.lstrip("/")) as stream:
        tail, found = b"", []
        while chunk := stream.read(1 << 20):
            found += MERGED.findall(tail + chunk)
            tail = chunk[-64:]
    bounds = (range_boundaries(name.decode()) for name in dict.fromkeys(found))
    return [(left or 1, top or 1, right or 1, bottom or 1) for left, top, right, bottom in bounds]


def _fill_merged(rows: list[Row], merged: list[tuple[int, int, int, int]]) -> list[Row]:
    """A cell merged over several rows is repeated in each, so that every row can be read alone."""
    by_number = dict(rows)
    for left, top, _, bottom in merged:
        source = by_number.get(top, [])
        value = source[left - 1] if left <= len(source) else ""
        for number in range(top + 1, bottom + 1) if value else ():
            cells = by_number.get(number)
            if cells is not None:
                cells += [""] * (left - len(cells))
                cells[left - 1] = value
    return rows


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
    texts = [cell for _, cells in region for cell in cells if cell]
    return len(region) <= 3 and not any(is_number(text) for text in texts)


def _region_blocks(sheet: str, region: list[Row], table: int) -> Iterator[Block]:
    """Leading rows of one cell are captions; then the header, then a block for each row."""
    path: tuple[str, ...] = (sheet,)
    while region and sum(map(bool, region[0][1])) == 1 and (len(region) == 1 or max(len(c) for _, c in region) > 1):
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
        yield replace(block, text=row_text(texts), cells=tuple(texts), cell=_reference(sheet, number, cells))


def _reference(sheet: str, number: int, cells: list[str]) -> str:
    column = next(index for index, cell in enumerate(cells, 1) if cell)
    return f"{sheet}!{get_column_letter(column)}{number}"
