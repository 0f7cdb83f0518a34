"""CSV and TSV: a block for each row under the header."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace

from openpyxl.utils import get_column_letter

from knowledge.adapters.encodings import decode
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import header_of, header_rows, row_text
from knowledge.parsed import Block, Note, Parsed, ReadFailed

NAME = "CSV"
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
DELIMITERS = ",;\t|"


def read(path: Source) -> Parsed:
    """Raises ReadFailed: encoding, damaged, no_text, too_much_text (columns)."""
    text, notes = decode(path.read_bytes())
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        rows = _rows(text)
    except csv.Error as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not rows:
        raise ReadFailed("no_text")
    if len(rows) > MOST_ROWS:
        notes = (*notes, Note("rows_cut", {"sheet": NAME, "limit": MOST_ROWS}))
    return Parsed(
        tuple(_blocks(rows[:MOST_ROWS])), NAME, notes=notes, language=language_of(row_text(r) for _, r in rows)
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """(number of the row from 1, its cells), empty rows left out."""
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), _dialect(text))
    rows = []
    for number, cells in enumerate(reader, 1):
        if len(cells) > MOST_COLUMNS:
            raise ReadFailed("too_much_text")
        if any(cell.strip() for cell in cells):
            rows.append((number, [clean(cell) for cell in cells]))
        if len(rows) > MOST_ROWS:
            break
    return rows


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:8192], DELIMITERS)
    except csv.Error:
        return csv.excel


def _blocks(rows: list[tuple[int, list[str]]]) -> list[Block]:
    width = max(len(cells) for _, cells in rows)
    padded = [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows]
    heads = min(header_rows([cells for _, cells in padded]), 1)
    header = header_of([cells for _, cells in padded[:heads]]) if heads else ()
    row = Block("", "table_row", header=header, table=1)
    letters = [get_column_letter(column) for column in range(1, width + 1)]
    return [
        replace(
            row,
            text=row_text(cells),
            cells=tuple(cells),
            cell=f"A{number}",
            places=tuple(f"{letter}{number}" for letter in letters),
        )
        for number, cells in padded[heads:]
    ]
