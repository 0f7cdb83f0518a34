"""ODT: text documents of LibreOffice and others, with headings, lists, tables and notes."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from knowledge.adapters import archives
from knowledge.adapters.headings import Headings, with_chapters
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Kind, Parsed, ReadFailed

NAME = "ODT"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
T, TABLE, OFFICE = f"{{{SPACE}text:1.0}}", f"{{{SPACE}table:1.0}}", f"{{{SPACE}office:1.0}}"
UNSEEN = frozenset(
    {f"{T}tracked-changes", f"{OFFICE}annotation", f"{T}note", f"{T}table-of-content", f"{T}alphabetical-index"}
)
MOST_REPEATS = 50
DEEPEST = 100
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, etree.XMLSyntaxError)


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, bomb, too_much_text, no_text."""
    archives.check(path, format_name=NAME)
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
                raise ReadFailed("encrypted")
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(archive.read("content.xml"), parser)
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    reader = Reader()
    if body is not None:
        reader.walk(body, 0, "paragraph")
    if not reader.blocks:
        raise ReadFailed("no_text")
    blocks = with_chapters(reader.blocks)
    return Parsed(blocks, NAME, language=language_of(block.text for block in blocks))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


@dataclass(slots=True)
class Reader:
    """Walks the body."""

    blocks: list[Block] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    tables: int = 0

    def walk(self, element: Any, depth: int, kind: Kind) -> None:
        """Paragraphs, lists, tables and sections inside an element. Raises ReadFailed: bomb."""
        if depth > DEEPEST:
            raise ReadFailed("bomb")
        for child in element:
            if child.tag in (f"{T}p", f"{T}h"):
                self._paragraph(child, kind)
            elif child.tag == f"{TABLE}table":
                self._table(child)
            elif child.tag not in UNSEEN:
                self.walk(child, depth + 1, "list_item" if child.tag == f"{T}list" else kind)

    def _paragraph(self, element: Any, kind: Kind) -> None:
        text = clean(_text(element))
        level = element.get(f"{T}outline-level", "") if element.tag == f"{T}h" else ""
        if text and level in ("1", "2", "3", "4", "5", "6"):
            line = text.replace("\n", " ")
            self.blocks.append(Block(line, "heading", int(level), self.headings.enter(int(level), line)))
        elif text:
            self.blocks.append(Block(text, kind, path=self.headings.path()))
        for note in element.iter(f"{T}note-body"):
            self._plain(clean(" ".join(map(_text, note.iter(f"{T}p")))))

    def _plain(self, text: str) -> None:
        if text:
            self.blocks.append(Block(text, path=self.headings.path()))

    def _table(self, table: Any) -> None:
        self.tables += 1
        heads = len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row"))
        rows = _rows(table)
        if max((sum(map(bool, row)) for row in rows), default=0) < 2:
            for text in (cell for row in rows for cell in row):
                self._plain(text)
        else:
            self.blocks += table_blocks(
                rows, self.headings.path(), self.tables, heads if 0 < heads < len(rows) else None
            )


def _rows(table: Any) -> list[list[str]]:
    """Cells merged downwards are repeated in each row; one over several columns stands in its first."""
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # column → (rows that still repeat it, its text)
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table")) is not table:
            continue
        cells: list[str] = []
        for cell in row:
            text = clean(" ".join(map(_text, cell.iter(f"{T}p", f"{T}h")))).replace("\n", " ")
            left, held = below.get(len(cells), (0, ""))
            if cell.tag == f"{TABLE}covered-table-cell" and left:
                text = held
                below[len(cells)] = (left - 1, held)
            down = _count(cell, "number-rows-spanned")
            if down > 1:
                below[len(cells)] = (down - 1, text)
            cells += [text] * min(_count(cell, "number-columns-repeated"), MOST_REPEATS)
        rows.append(cells)
    return rows


def _count(cell: Any, name: str) -> int:
    value = cell.get(f"{TABLE}{name}", "1")
    return max(1, int(value)) if value.isdecimal() else 1


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in (f"{T}tab", f"{T}s"):
            parts.append(" ")
        elif child.tag == f"{T}line-break":
            parts.append("\n")
        elif child.tag not in UNSEEN and isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
