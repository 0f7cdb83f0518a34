"""DOCX: headings, numbered paragraphs, tables with merged cells, text boxes and footnotes, in the order of the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from knowledge.adapters import archives, html
from knowledge.adapters.docx_numbering import Numbering, W
from knowledge.adapters.encodings import decode
from knowledge.adapters.headings import Headings, with_chapters
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Kind, Parsed, ReadFailed, Spot

NAME = "DOCX"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Contents that are not part of what a reader sees here: deleted text, field codes, boxes (read apart), copies for old programs.
LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}txbxContent", f"{W}pPr", f"{W}rt", FALLBACK})
NOTES = ("footnote", "endnote")
PASSED_THROUGH = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}smartTag", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
HEADING_STYLE = re.compile(r"(?:heading|标题)\s*(\d)", re.I)
LONGEST_HEADING = 120
BROKEN = (BadZipFile, OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError, OSError)


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, bomb, too_much_text, no_text."""
    archives.check(path, format_name=NAME)
    try:
        document = Document(io.BytesIO(path.read_bytes()))
        reader = Reader(document.part)
        reader.body(document.element.body)
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not reader.blocks:
        raise ReadFailed("no_text")
    found = with_chapters(reader.blocks)
    blocks = found if reader.page > 1 else tuple(replace(block, spots=()) for block in found)
    title = str(document.core_properties.title or "")
    return Parsed(blocks, NAME, title=title, language=language_of(block.text for block in blocks))


@dataclass(slots=True)
class Reader:
    """Walks the body; `page` counts the page breaks that Word left in the file when it last laid it out."""

    part: Any
    blocks: list[Block] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    page: int = 1
    tables: int = 0
    numbering: Numbering = field(init=False)
    levels: dict[str, int] = field(init=False)
    lists: dict[str, tuple[str, int]] = field(init=False)
    contents: frozenset[str] = field(init=False)  # styles of the table of contents, which only repeats the headings
    notes: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.numbering = Numbering.of(_root(self.part, "numbering"))
        styles = _root(self.part, "styles")
        self.levels, self.lists = _styles(styles)
        self.contents = frozenset(_contents_styles(styles))
        self.notes = {
            f"{W}{kind}Reference{item.get(f'{W}id')}": clean(" ".join(_text(p) for p in item.iter(f"{W}p")))
            for kind in NOTES
            for item in _children(_root(self.part, f"{kind}s"))
        }

    def body(self, element: Any) -> None:
        """Read the children of the body, or of a text box."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in PASSED_THROUGH:
                self.body(child)
            elif child.tag == f"{W}altChunk":
                self._foreign(child)

    def _paragraph(self, paragraph: Any) -> None:
        if _style(paragraph) in self.contents:
            return
        text = clean(_text(paragraph))
        mark, depth = self._mark(paragraph)
        spots = (Spot(0, self.page),)
        self.page += sum(1 for _ in paragraph.iter(f"{W}lastRenderedPageBreak"))
        if _starts_with_break(paragraph):
            spots = (Spot(0, self.page),)
        if text:
            level = self._level(paragraph, text)
            kind: Kind = "heading" if level else "list_item" if depth is not None else "paragraph"
            path = self.headings.enter(level, mark + text) if level else self.headings.path()
            self.blocks.append(Block(mark + text, kind, level, path, spots))
        for reference in paragraph.iter(*(f"{W}{kind}Reference" for kind in NOTES)):
            note = self.notes.get(f"{reference.tag}{reference.get(f'{W}id')}", "")
            if note:
                self.blocks.append(Block(note, path=self.headings.path(), spots=spots))
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
                self.body(box)

    def _level(self, paragraph: Any, text: str) -> int:
        if len(text) > LONGEST_HEADING:
            return 0
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None and own.get(f"{W}val", "9") in "012345":
            return int(own.get(f"{W}val")) + 1
        return self.levels.get(_style(paragraph), 0)

    def _mark(self, paragraph: Any) -> tuple[str, int | None]:
        """(number before the text, depth in its list) or ("", None)."""
        number, depth = _list_of(paragraph.find(f"{W}pPr/{W}numPr"))
        if number is None:
            number, depth = self.lists.get(_style(paragraph), (None, 0))
        if number is None or number == "0":
            return "", None
        return self.numbering.mark(number, depth), depth

    def _table(self, table: Any) -> None:
        """The rows, then the tables that lie inside their cells."""
        spots = (Spot(0, self.page),)
        inner: list[Any] = []
        rows = list(self._rows(table, inner))
        heads = sum(1 for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None)
        if max((sum(map(bool, row)) for row in rows), default=0) < 2:
            texts = [cell for row in rows for cell in row if cell]
            self.blocks += [Block(text, path=self.headings.path(), spots=spots) for text in texts]
        else:
            self.tables += 1
            found = table_blocks(rows, self.headings.path(), self.tables, heads if 0 < heads < len(rows) else None)
            self.blocks += [replace(block, spots=spots) for block in found]
        for nested in inner:
            self._table(nested)
        self.page += sum(
            1 for mark in table.iter(f"{W}lastRenderedPageBreak") if next(mark.iterancestors(f"{W}tbl")) is table
        )

    def _rows(self, table: Any, inner: list[Any]) -> Iterator[list[str]]:
        """Cells merged downwards are repeated in each row; a cell over several columns stands in its first."""
        above: dict[int, str] = {}
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[str] = []
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is not row:
                    continue
                text = self._cell(cell, inner)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart":
                    text = above.get(len(cells), text)
                above[len(cells)] = text
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide = span.get(f"{W}val", "1") if span is not None else "1"
                cells += [text, *[""] * (min(int(wide), 100) - 1 if wide.isdecimal() else 0)]
            yield cells

    def _cell(self, cell: Any, inner: list[Any]) -> str:
        """The paragraphs of a cell in one line; tables inside it are left to be read on their own."""
        texts: list[str] = []
        for part in cell.iter(f"{W}p", f"{W}tbl"):
            if next(part.iterancestors(f"{W}tc", f"{W}txbxContent")) is not cell:
                continue
            if part.tag == f"{W}tbl":
                inner.append(part)
            elif text := clean(_text(part)):
                texts.append(self._mark(part)[0] + text)
        return " ".join(texts).replace("\n", " ")

    def _foreign(self, chunk: Any) -> None:
        """HTML that another program put into the file."""
        part = self.part.related_parts.get(chunk.get(R_ID))
        if part is not None and "html" in str(part.content_type):
            text, _ = decode(part.blob, markup=True)
            self.blocks += [replace(block, spots=(Spot(0, self.page),)) for block in html.parse(text).blocks]


def _root(part: Any, kind: str) -> Any | None:
    """Root element of the part of this kind that belongs to the document."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _children(root: Any | None) -> Iterator[Any]:
    yield from root if root is not None else ()


def _styles(root: Any | None) -> tuple[dict[str, int], dict[str, tuple[str, int]]]:
    """Style id → heading level, and style id → (list, depth); styles take over from those that they are based on."""
    levels: dict[str, int] = {}
    lists: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root.findall(f"{W}style") if root is not None else ():
        key = style.get(f"{W}styleId") or ""
        name = style.find(f"{W}name")
        named = HEADING_STYLE.fullmatch((name.get(f"{W}val") or "").strip()) if name is not None else None
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        parent = style.find(f"{W}basedOn")
        based[key] = (parent.get(f"{W}val") or "") if parent is not None else ""
        if named and named.group(1) in "123456":
            levels[key] = int(named.group(1))
        elif outline is not None and outline.get(f"{W}val", "9") in "012345":
            levels[key] = int(outline.get(f"{W}val")) + 1
        elif name is not None and (name.get(f"{W}val") or "").lower() == "title":
            levels[key] = 1
        number, depth = _list_of(style.find(f"{W}pPr/{W}numPr"))
        if number is not None:
            lists[key] = (number, depth)
    for key, parent_key in based.items():
        if key not in levels and parent_key in levels:
            levels[key] = levels[parent_key]
    return levels, lists


def _contents_styles(root: Any | None) -> Iterator[str]:
    for style in root.findall(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        if name is not None and re.fullmatch(r"(?:toc|目录)\s*\d", name.get(f"{W}val") or "", re.I):
            yield style.get(f"{W}styleId") or ""


def _list_of(properties: Any | None) -> tuple[str | None, int]:
    if properties is None:
        return None, 0
    number, depth = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    deep = depth.get(f"{W}val", "0") if depth is not None else "0"
    return (number.get(f"{W}val") if number is not None else None), int(deep) if deep.isdecimal() else 0


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""


def _starts_with_break(paragraph: Any) -> bool:
    """Whether the page ended before the first character of the paragraph."""
    for element in paragraph.iter(f"{W}t", f"{W}lastRenderedPageBreak"):
        return element.tag == f"{W}lastRenderedPageBreak"
    return False


def _text(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag in LEFT_OUT or child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        if child.tag in (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"):
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        else:
            parts.append(_text(child))
    return "".join(parts)
