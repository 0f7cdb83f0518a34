"""DOC: old Word and WPS Writer files read directly, with headings, numbered lists, tables, notes and text boxes."""

from __future__ import annotations

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.adapters.doc_file import BROKEN, NAME, Properties, WordFile
from knowledge.adapters.doc_lists import numbering_of
from knowledge.adapters.doc_styles import styles_of
from knowledge.adapters.docx_numbering import Numbering
from knowledge.adapters.headings import Headings, with_chapters
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Kind, Parsed, ReadFailed

__all__ = ["NAME", "read"]

IN_TABLE, ROW_END, DEPTH, LIST, OUTLINE, ROW = 0x2416, 0x2417, 0x260A, 0x460B, 0x2640, 0xD608
HEADING_STYLES = range(1, 7)
FIELD_START, FIELD_MIDDLE, FIELD_END = "\x13", "\x14", "\x15"
CONTENTS = re.compile(r"\s*(?:TOC|INDEX)\b", re.I)
LONGEST_HEADING = 120
CELL_FLAGS, MERGED_DOWN, MERGE_BITS = 20, 1, 3
SAME_EDGE = 40  # twentieths of a point between the edges of cells that stand under each other
SIGNS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": None, "\t": " "})


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, unsupported_office (before Word 97), too_much_text, no_text."""
    with path.open("rb") as stream:
        file = WordFile.open(stream)
    try:
        reader = Reader(file, numbering_of(file), styles_of(file))
        reader.main()
        reader.boxes()
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not reader.blocks:
        raise ReadFailed("no_text")
    blocks = with_chapters(reader.blocks)
    return Parsed(blocks, NAME, language=language_of(block.text for block in blocks))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its left edge, its text, and whether it goes on from the row above."""

    left: int
    text: str
    continued: bool


@dataclass(slots=True)
class Reader:
    """Walks the paragraphs of the main story; rows wait until their table ends."""

    file: WordFile
    numbering: Numbering
    styles: dict[int, Properties]
    blocks: list[Block] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    rows: list[list[Cell]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)  # paragraphs of the cell that is being read
    tables: int = 0

    def main(self) -> None:
        """The text that runs through the document, each footnote and endnote after the paragraph that names it."""
        notes = dict(_notes(self.file, "footnote", "footnotes")) | dict(_notes(self.file, "endnote", "endnotes"))
        marks = sorted(notes)
        for start, end, text in _paragraphs(self.file, *self.file.story("main")):
            self._paragraph(end, text)
            first = bisect_left(marks, start)
            for mark in marks[first : bisect_left(marks, end + 1)]:
                self._plain(notes[mark])
        self._end_table()

    def boxes(self) -> None:
        """Text boxes; the file keeps them apart from the paragraphs they stand beside."""
        for _, _, text in _paragraphs(self.file, *self.file.story("boxes")):
            self._plain(clean(text))

    def _paragraph(self, end: int, raw: str) -> None:
        style, own = self.file.style_of(end)
        own = self.styles.get(style, {}) | own
        text = clean(raw.translate(SIGNS))
        if own.get(ROW_END) == b"\x01":
            self._end_row(own)
        elif own.get(IN_TABLE) == b"\x01":
            self.inside.append(text)
            if self.file.text[end : end + 1] == "\x07":
                self.cells.append(" ".join(filter(None, self.inside)).replace("\n", " "))
                self.inside = []
        else:
            self._end_table()
            self._running(style, own, text)

    def _running(self, style: int, own: Properties, text: str) -> None:
        if not text:
            return
        level = _heading_level(style, own) if len(text) <= LONGEST_HEADING else 0
        mark, listed = "", False
        use = struct.unpack("<h", own[LIST])[0] if len(own.get(LIST, b"")) == 2 else 0
        if use > 0:
            mark, listed = self.numbering.mark(str(use), own.get(DEPTH, b"\x00")[0]), True
        kind: Kind = "heading" if level else "list_item" if listed else "paragraph"
        path = self.headings.enter(level, mark + text) if level else self.headings.path()
        self.blocks.append(Block(mark + text, kind, level, path))

    def _plain(self, text: str) -> None:
        if text:
            self.blocks.append(Block(text, path=self.headings.path()))

    def _end_row(self, own: Properties) -> None:
        lefts, continued = _layout(own.get(ROW, b""), len(self.cells))
        if self.cells:
            self.rows.append([Cell(*cell) for cell in zip(lefts, self.cells, continued, strict=True)])
        self.cells, self.inside = [], []

    def _end_table(self) -> None:
        if not self.rows:
            return
        self.tables += 1
        rows = _grid(self.rows)
        if max(sum(map(bool, row)) for row in rows) < 2:
            for text in (cell for row in rows for cell in row):
                self._plain(text)
        else:
            self.blocks += table_blocks(rows, self.headings.path(), self.tables)
        self.rows = []


def _heading_level(style: int, own: Properties) -> int:
    outline = own.get(OUTLINE, b"\x09")
    if len(outline) == 1 and outline[0] < len(HEADING_STYLES):
        return outline[0] + 1
    return style if style in HEADING_STYLES else 0


def _paragraphs(file: WordFile, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """(first character, its mark, text) of each paragraph and cell, with the results of fields and not their codes."""
    fields: list[bool] = []  # for each open field, whether what comes now is shown
    codes: list[str] = []
    text, first = "", start
    for at in range(start, end):
        character = file.text[at]
        if character == FIELD_START:
            fields.append(False)
            codes.append("")
        elif character == FIELD_MIDDLE and fields:
            fields[-1] = CONTENTS.match(codes[-1]) is None
        elif character == FIELD_END and fields:
            fields.pop()
            codes.pop()
        elif not all(fields):
            codes[-1] += character
        elif character in "\r\x07\x0c":
            yield first, at, _whole(text)
            text, first = "", at + 1
        else:
            text += character
    if text:
        yield first, end, _whole(text)


def _whole(text: str) -> str:
    """Pairs of surrogates as the characters they stand for."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _notes(file: WordFile, kind: str, story: str) -> Iterator[tuple[int, str]]:
    """(character of the main story that refers to it, text) of each note."""
    texts = file.positions(f"{kind}_texts", 0)
    first, last = file.story(story)
    for mark, start, end in zip(file.positions(f"{kind}_marks", 2), texts, texts[1:], strict=False):
        yield mark, clean(" ".join(text for _, _, text in _paragraphs(file, first + start, min(first + end, last))))


def _layout(definition: bytes, count: int) -> tuple[list[int], list[bool]]:
    """(left edges, whether each goes on from above) of the cells of a row, as its definition says."""
    if len(definition) < 3 or definition[2] < count:
        return list(range(0, count * 1000, 1000)), [False] * count
    columns = definition[2]
    edges = struct.unpack_from(f"<{columns + 1}h", definition, 3)
    flags = definition[3 + 2 * (columns + 1) :]
    merges = [flags[at] >> 5 & MERGE_BITS if at < len(flags) else 0 for at in range(0, count * CELL_FLAGS, CELL_FLAGS)]
    return list(edges[:count]), [merge == MERGED_DOWN for merge in merges]


def _grid(rows: list[list[Cell]]) -> list[list[str]]:
    """Cells under their columns; one that goes on downwards is repeated in each row."""
    edges: list[int] = []
    for left in sorted({cell.left for row in rows for cell in row}):
        if not edges or left - edges[-1] > SAME_EDGE:
            edges.append(left)
    grid: list[list[str]] = []
    for row in rows:
        line = [""] * len(edges)
        for cell in row:
            column = bisect_left(edges, cell.left + 1) - 1
            above = grid[-1][column] if grid and cell.continued and not cell.text else ""
            line[column] = " ".join(filter(None, (line[column], cell.text or above)))
        grid.append(line)
    return grid
