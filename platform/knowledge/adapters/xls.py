"""XLS: old Excel workbooks (95 to 2003, and WPS Spreadsheets), read as the new ones are."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDocError

from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.number_formats import shown
from knowledge.adapters.sheets import MOST_COLUMNS, MOST_ROWS, Row, sheet_blocks, trimmed
from knowledge.adapters.sources import Source
from knowledge.parsed import Block, Note, Parsed, ReadFailed

NAME = "XLS"
BROKEN = (
    XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    UnicodeError,
    OverflowError,
    OSError,
)


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, no_text."""
    notes: list[Note] = []
    blocks: list[Block] = []
    hidden: list[str] = []
    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(), formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            if sheet.visibility:
                hidden.append(sheet.name)
            else:
                merged = [(left + 1, top + 1, right, bottom) for top, bottom, left, right in sheet.merged_cells]
                blocks += sheet_blocks(sheet.name, list(_rows(book, sheet, notes)), merged, len(blocks) + 1)
            book.unload_sheet(index)
    except BROKEN as error:
        raise ReadFailed("encrypted" if "encrypted" in str(error) else "damaged", format=NAME) from error
    if not blocks:
        raise ReadFailed("no_text")
    if hidden:
        notes.append(Note("sheets_hidden", {"list": ", ".join(hidden)}))
    return Parsed(tuple(blocks), NAME, notes=tuple(notes), language=language_of(block.text for block in blocks))


def _rows(book: Any, sheet: Any, notes: list[Note]) -> Iterator[Row]:
    for number in range(min(sheet.nrows, MOST_ROWS)):
        texts = trimmed([_text(book, cell) for cell in sheet.row_slice(number, 0, MOST_COLUMNS)])
        if texts:
            yield number + 1, texts
    if sheet.nrows > MOST_ROWS:
        notes.append(Note("rows_cut", {"sheet": sheet.name, "limit": MOST_ROWS}))


def _text(book: Any, cell: Any) -> str:
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return shown(cell.value, "")
        return shown(moment.time() if cell.value < 1 else moment, code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), code)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(cell.value, ""))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        whole = cell.value == int(cell.value) if abs(cell.value) < 1e15 else False
        return shown(int(cell.value) if whole else cell.value, code)
    return clean(str(cell.value))
