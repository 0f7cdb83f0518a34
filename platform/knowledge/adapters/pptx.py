"""PPTX: a page for each slide, its title as the heading, tables and charts as rows, speaker notes after the slide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from knowledge.adapters import archives
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Kind, Note, Parsed, ReadFailed, Spot

NAME = "PPTX"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
RUNNING = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER)
LISTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
SAME_LINE = 200_000  # EMU (5.5 mm) between the upper edges of shapes that stand side by side
DEEPEST = 20  # groups inside groups
MOST_ROWS = 2_000  # of a chart
BROKEN = (
    BadZipFile, PythonPptxError, KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError,
    etree.XMLSyntaxError, OSError,
)  # fmt: skip


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, bomb, too_much_text, no_text."""
    archives.check(path, format_name=NAME)
    try:
        with path.open("rb") as stream:
            presentation = Presentation(stream)
            reader = Reader()
            for slide in presentation.slides:
                reader.slide(slide)
            title = str(presentation.core_properties.title or "")
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not reader.blocks:
        raise ReadFailed("no_text")
    notes = (Note("slides_hidden", {"list": ", ".join(map(str, reader.hidden))}),) if reader.hidden else ()
    language = language_of(block.text for block in reader.blocks)
    return Parsed(tuple(reader.blocks), NAME, reader.page, notes, title, language)


@dataclass(slots=True)
class Reader:
    """Goes through the slides; hidden ones count as pages, as they do in the program, and are left out."""

    blocks: list[Block] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    path: tuple[str, ...] = ()
    page: int = 0
    tables: int = 0

    def slide(self, slide: Any) -> None:
        """Title, shapes from top to bottom, diagrams, notes."""
        self.page += 1
        if slide.element.get("show") in ("0", "false"):
            self.hidden.append(self.page)
            return
        title = slide.shapes.title
        name = clean(title.text_frame.text).replace("\n", " ") if title is not None else ""
        self.path = ()
        if name:
            self._add(name, "heading", 1)
            self.path = (name,)
        for shape in _in_order(slide.shapes, 0):
            if title is None or shape.shape_id != title.shape_id:
                self._shape(shape)
        for text in _diagrams(slide.part):
            self._add(text)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                self._add(_text(paragraph))

    def _shape(self, shape: Any) -> None:
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind in RUNNING:
            return
        if getattr(shape, "has_table", False):
            self._rows(_table(shape.table))
        elif getattr(shape, "has_chart", False):
            self._chart(shape.chart)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                listed = kind in LISTS or paragraph.level > 0
                self._add(_text(paragraph), "list_item" if listed else "paragraph")

    def _chart(self, chart: Any) -> None:
        if chart.has_title and chart.chart_title.has_text_frame:
            self._add(clean(chart.chart_title.text_frame.text))
        for plot in chart.plots:
            names = [str(series.name or "") for series in plot.series]
            columns = [list(series.values)[:MOST_ROWS] for series in plot.series]
            rows = [
                [str(category), *(_number(column[index]) if index < len(column) else "" for column in columns)]
                for index, category in enumerate(list(plot.categories)[:MOST_ROWS])
            ]
            self._rows([["", *names], *rows], heads=1)

    def _rows(self, rows: list[list[str]], heads: int | None = None) -> None:
        self.tables += 1
        spots = (Spot(0, self.page),)
        for block in table_blocks(rows, self.path, self.tables, heads):
            self.blocks.append(
                Block(
                    block.text,
                    "table_row",
                    path=self.path,
                    spots=spots,
                    header=block.header,
                    cells=block.cells,
                    table=self.tables,
                )
            )

    def _add(self, text: str, kind: Kind = "paragraph", level: int = 0) -> None:
        if text:
            self.blocks.append(Block(text, kind, level, self.path, (Spot(0, self.page),)))


def _in_order(shapes: Any, depth: int) -> Iterator[Any]:
    """Shapes from top to bottom and left to right, those of a group together."""
    placed = sorted(shapes, key=lambda shape: ((shape.top or 0) // SAME_LINE, shape.left or 0))
    for shape in placed:
        if hasattr(shape, "shapes") and depth < DEEPEST:
            yield from _in_order(shape.shapes, depth + 1)
        else:
            yield shape


def _text(paragraph: Any) -> str:
    return clean(re.sub(r"_x000[bBdD]_", "\n", paragraph.text)).replace("\n", " ")


def _table(table: Any) -> list[list[str]]:
    """A cell merged downwards is repeated in each row; one over several columns stands in its first."""
    rows: list[list[str]] = []
    for row in table.rows:
        line = []
        for column, cell in enumerate(row.cells):
            down = cell.is_spanned and cell._tc.vMerge and rows and not cell._tc.hMerge
            line.append(rows[-1][column] if down else "" if cell.is_spanned else _cell(cell))
        rows.append(line)
    return rows


def _cell(cell: Any) -> str:
    return " ".join(filter(None, map(_text, cell.text_frame.paragraphs)))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _diagrams(part: Any) -> Iterator[str]:
    """The paragraphs of drawn diagrams, which lie in parts of their own."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/diagramData"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for paragraph in etree.fromstring(relation.target_part.blob, parser).iter(f"{A}p"):
                yield clean("".join(text.text or "" for text in paragraph.iter(f"{A}t")))
