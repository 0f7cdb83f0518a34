"""XLSX: each sheet's tables as rows with their header and the cell where the row begins."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.adapters import archives
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.number_formats import shown
from knowledge.adapters.sheets import MOST_COLUMNS, MOST_ROWS, Merge, Row, sheet_blocks, trimmed
from knowledge.adapters.sources import Source
from knowledge.parsed import Block, Note, Parsed, ReadFailed

NAME = "XLSX"
MOST_EMPTY = 2_000  # rows: sheets whose used range was inflated end here
MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
NO_RESULT = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>")  # a formula that no program has worked out
CHUNK, OVERLAP = 1 << 20, 64
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


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, bomb, too_much_text, no_text."""
    archives.check(path, format_name=NAME)
    reader = Reader(path)
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")  # openpyxl tells of drawings and styles that it leaves out
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                reader.sheet(sheet)
            title = str(book.properties.title or "")
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not reader.blocks:
        raise ReadFailed("no_text")
    language = language_of(block.text for block in reader.blocks)
    return Parsed(tuple(reader.blocks), NAME, notes=reader.all_notes(), title=title, language=language)


@dataclass(slots=True)
class Reader:
    """Goes through the sheets that a person sees."""

    path: Source
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unsolved: int = 0

    def sheet(self, sheet: Any) -> None:
        """Its blocks, or its name among the hidden ones."""
        if sheet.sheet_state != "visible":
            self.hidden.append(sheet.title)
            return
        rows = list(_rows(sheet, self.notes))
        merged, unsolved = _seen_in_source(self.path, getattr(sheet, "_worksheet_path", ""))
        self.unsolved += unsolved
        self.blocks += sheet_blocks(sheet.title, rows, merged, len(self.blocks) + 1)

    def all_notes(self) -> tuple[Note, ...]:
        """With what was left out."""
        if self.hidden:
            self.notes.append(Note("sheets_hidden", {"list": ", ".join(self.hidden)}))
        if self.unsolved:
            self.notes.append(Note("formulas_unsolved", {"count": self.unsolved}))
        return tuple(self.notes)


def _rows(sheet: Any, notes: list[Note]) -> Iterator[Row]:
    sheet.reset_dimensions()
    last = count = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        texts = trimmed([_text(cell) for cell in cells])
        if texts:
            last, count = number, count + 1
            yield number, texts
        if number - last > MOST_EMPTY:
            return
        if count >= MOST_ROWS:
            notes.append(Note("rows_cut", {"sheet": sheet.title, "limit": MOST_ROWS}))
            return


def _text(cell: Any) -> str:
    """As a person reads it."""
    value = cell.value
    if value is None:
        return ""
    return clean(shown(value, str(cell.number_format or "")))


def _seen_in_source(path: Source, part: str) -> tuple[list[Merge], int]:
    """(merged cells, formulas without a result) of a sheet, which the streaming reader does not tell."""
    if not part:
        return [], 0
    merged: list[bytes] = []
    unsolved = 0
    with path.open("rb") as file, zipfile.ZipFile(file) as archive, archive.open(part.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(CHUNK):
            piece = tail + chunk
            merged += MERGED.findall(piece)
            unsolved += sum(found.end() > len(tail) for found in NO_RESULT.finditer(piece))
            tail = piece[-OVERLAP:]
    bounds = (range_boundaries(name.decode()) for name in dict.fromkeys(merged))
    return [(left or 1, top or 1, right or 1, bottom or 1) for left, top, right, bottom in bounds], unsolved
