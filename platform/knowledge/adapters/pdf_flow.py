"""The flow of a PDF: running headers dropped, lines joined to paragraphs, headings and list items told apart."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from knowledge.adapters.headings import Headings
from knowledge.adapters.joining import joint
from knowledge.adapters.pdf_lines import Line
from knowledge.adapters.pdf_rules import SNAP
from knowledge.adapters.pdf_tables import Table
from knowledge.adapters.tables import row_text
from knowledge.parsed import Block, Box, Spot

EDGE = 0.12  # share of the page height at top and bottom where running lines stand
WIDER_EDGE = 0.25  # share where a number alone, with nothing beyond it, is the page's number
LONGEST_HEADING = 60
APART = 1.35  # times the usual line distance above a numbered heading that is set like the text
WIDEST_PITCH = 3.2  # times the size: a broken sentence goes on over at most this distance
BIGGER = 1.12  # times the body size: text set this large is a heading
SENTENCE_END = "。！？；.!?;：:"
PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(?:第\s*)?(?:page\s*)?[\divxlc]{1,5}(?:\s*页)?(?:\s*(?:/|of|，?共)\s*\d{1,5}(?:\s*页)?)?[-–—·\s]*", re.I
)
LEADER = re.compile(r"(?:\.\s?){5,}|…{2,}|·{5,}")
LIST_ITEM = re.compile(
    r"(?:[•●▪◦‣■◆□➢✓➤○◇]|[-–—*](?=\s)|\(?\d{1,2}[)）、]|\d{1,2}\.(?=\s|[^\d\s])|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[①-⑳]|[a-zA-Z][.)](?=\s)|第[一二三四五六七八九十百零\d]+条)"
)
NUMBERED = (
    (re.compile(r"第\s?[一二三四五六七八九十百零\d]{1,4}\s?[章编篇部](?![分门])"), 1),
    (re.compile(r"第\s?[一二三四五六七八九十百零\d]{1,4}\s?节"), 2),
    (re.compile(r"(?:chapter|part|appendix|附录|附件)\s*[\dA-ZIVX一二三四五六七八九十]", re.I), 1),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s*\D"), 3),
    (re.compile(r"\d{1,2}\.\d{1,2}\.?\s*[^\d\s.]"), 2),
    (re.compile(r"\d{1,2}\.?\s+[^\d\s]"), 1),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 3),
)


@dataclass(slots=True)
class Page:
    """What stands on one page, in reading order. Sizes are those of the page turned by `turn` quarters for reading."""

    number: int
    width: float
    height: float
    items: list[Line | Table]
    turn: int = 0
    drawn: bool = False  # anything stands on it
    pictures: int = 0  # images on it
    unread: bool = False  # it shows text that its text layer does not give, or gives wrongly
    hidden: int = 0  # characters that a reader does not see
    tilt: float = 0.0  # radians by which its lines fall to the right: its items stand as on the levelled page
    dropped: int = 0  # running lines left out

    def lines(self) -> Iterator[Line]:
        """The items that are lines."""
        return (item for item in self.items if isinstance(item, Line))

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A rectangle of this page as displayed, cut at its edges."""
        width, height = self.width, self.height
        if self.tilt:
            left, top, right, bottom = turned_box((left, top, right, bottom), self.tilt, (width, height))
        for _ in range(self.turn % 4):
            left, top, right, bottom = top, width - right, bottom, width - left
            width, height = height, width
        edges = (max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height), width, height)
        return Box(*(round(edge, 1) for edge in edges))


def turned_box(
    box: tuple[float, float, float, float], angle: float, size: tuple[float, float]
) -> tuple[float, float, float, float]:
    """A rectangle whose centre is turned clockwise about the page's, keeping its own size: lines are thin, tilts small."""
    x, y = (box[0] + box[2] - size[0]) / 2, (box[1] + box[3] - size[1]) / 2
    right = x * math.cos(angle) - y * math.sin(angle) - x
    down = x * math.sin(angle) + y * math.cos(angle) - y
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def drop_running_lines(pages: list[Page]) -> None:
    """Take out headers, footers and page numbers: lines at the page's edge that come again on many pages."""
    seen: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        seen.update({_running_key(page, line) for line in page.lines() if _at_edge(page, line)})
    often = max(3, len(pages) * 0.3)
    for page in pages:
        kept = [item for item in page.items if isinstance(item, Table) or not _is_running(page, item, seen, often)]
        # Where all of a page comes again it is its text, unless it only frames a picture.
        kept = kept or ([] if page.pictures and _is_frame(page, seen, often) else page.items)
        page.dropped, page.items = len(page.items) - len(kept), kept


def _is_frame(page: Page, seen: Counter[tuple[bool, str]], often: float) -> bool:
    """Whether every line is word for word the same on other pages."""
    keys = [_running_key(page, line) for line in page.lines()]
    return all("#" not in text and seen[top, text] >= often for top, text in keys)


def _at_edge(page: Page, line: Line) -> bool:
    return line.bottom < page.height * EDGE or line.top > page.height * (1 - EDGE)


def _running_key(page: Page, line: Line) -> tuple[bool, str]:
    return line.top < page.height / 2, re.sub(r"\d+", "#", line.text)


def _is_running(page: Page, line: Line, seen: Counter[tuple[bool, str]], often: float) -> bool:
    if _at_edge(page, line) and seen[_running_key(page, line)] >= often:
        return True
    if PAGE_NUMBER.fullmatch(line.text) is None or page.height * WIDER_EDGE < line.top < page.height * (1 - WIDER_EDGE):
        return False
    middle = (line.top + line.bottom) / 2
    others = [other for other in page.items if other is not line]
    return all(other.top > middle for other in others) or all(other.bottom < middle for other in others)


@dataclass(slots=True)
class Style:
    """What is usual in this file: the size of body text, the distance from line to line, sizes of headings."""

    size: float
    pitch: float
    larger: list[float]
    mostly_bold: bool

    def level(self, line: Line, full: bool) -> int:
        """Heading level from 1, or 0: told by size, numbering and weight. `full`: the line reaches its column's end."""
        text = line.text
        if len(text) > LONGEST_HEADING or text[-1] in "。；;，,、" or sum(c.isalnum() for c in text) < 2:
            return 0
        depth = next((depth for pattern, depth in NUMBERED if pattern.match(text)), 0)
        if line.size >= self.size * BIGGER and not text.endswith((".", "：", ":")):
            rank = next((i for i, size in enumerate(self.larger) if line.size >= size - 0.6), len(self.larger))
            return min(6, rank + 1)
        if full:
            return 0
        distinct = line.bold and not self.mostly_bold
        chapter = depth in (1, 2) and text[0] == "第"
        if (depth and (distinct or chapter)) or (depth == 3 and text[0] in "一二三四五六七八九十" and len(text) < 30):
            return min(6, len(self.larger) + depth)
        return (
            6
            if distinct and len(text) <= 40 and not text.endswith(tuple(SENTENCE_END)) and not LIST_ITEM.match(text)
            else 0
        )


def style_of(pages: list[Page]) -> Style:
    """Measured over all lines, weighted by their length."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    pitches: list[float] = []
    for page in pages:
        before: Line | None = None
        for line in page.lines():
            length = len(line.text)
            sizes[round(line.size * 2) / 2] += length
            total += length
            bold += length if line.bold else 0
            if before is not None and 0 < line.top - before.top < 4 * line.size:
                pitches.append((line.top - before.top) / line.size)
            before = line
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    larger: list[float] = []
    for found in sorted((s for s in sizes if s >= size * BIGGER), reverse=True):
        if not larger or larger[-1] - found > 0.6:
            larger.append(found)
    return Style(size, median(pitches) if pitches else 1.5, larger[:5], bold > 0.5 * total)


@dataclass(slots=True)
class Open:
    """A paragraph that may go on with the next line."""

    text: str
    spots: list[Spot]
    last: Line
    page: Page
    kind: str
    left: float
    level: int = 0


@dataclass(slots=True)
class Flow:
    """Builds the blocks of the whole file, page after page."""

    style: Style
    outline: dict[int, dict[str, int]] = field(default_factory=dict)  # page → folded title → level
    blocks: list[Block] = field(default_factory=list)
    open: Open | None = None
    headings: Headings = field(default_factory=Headings)
    tables: int = 0
    last_table: Table | None = None
    last_table_page: int = 0

    def page(self, page: Page) -> None:
        """Take in a page."""
        edges = _right_edges(page)
        for item in page.items:
            if isinstance(item, Table):
                self.close()
                self._table(page, item)
            else:
                self._line(page, item, edges)
                self.last_table = None

    def _line(self, page: Page, line: Line, edges: dict[int, float]) -> None:
        if LEADER.search(line.text) or not line.text.strip():
            return
        full = line.right > edges[_column(line)] - line.size and line.right > 0.6 * page.width
        level = self._level(page, line, full) or self._numbered_apart(page, line)
        if self.open is not None and self._goes_on(page, line, level, edges):
            self._append(page, line)
            return
        self.close()
        kind = "heading" if level else "list_item" if LIST_ITEM.match(line.text) else "paragraph"
        self.open = Open(line.text, [_spot(0, page, line)], line, page, kind, line.left, level)

    def _level(self, page: Page, line: Line, full: bool) -> int:
        listed = self.outline.get(page.number, {}).get(folded(line.text))
        return listed if listed is not None else self.style.level(line, full)

    def _numbered_apart(self, page: Page, line: Line) -> int:
        """Level of a short numbered line with space around it and no list going on after it, else 0."""
        depth = next((depth for pattern, depth in NUMBERED if pattern.match(line.text)), 0)
        if not depth or len(line.text) > 50 or line.text[-1] in SENTENCE_END or not line.text[-1].isalnum():
            return 0
        lines = list(page.lines())
        place = lines.index(line)
        before, after = lines[place - 1] if place else None, lines[place + 1] if place + 1 < len(lines) else None
        wide = self.style.pitch * APART * line.size
        if before is not None and 0 < line.top - before.top < wide:
            return 0
        if after is None or LIST_ITEM.match(after.text) or 0 < after.top - line.top < 0.75 * wide:
            return 0
        return min(6, len(self.style.larger) + depth)

    def _goes_on(self, page: Page, line: Line, level: int, edges: dict[int, float]) -> bool:
        now = self.open
        assert now is not None  # noqa: S101 - asked by the caller
        below = page is now.page and line.top > now.last.top
        close = below and (line.top - now.last.top) / line.size < self.style.pitch * 1.3 + 0.1
        if abs(line.size - now.last.size) > 0.08 * line.size:
            return False
        if level or now.level:
            return bool(
                level == now.level
                and close
                and line.bold == now.last.bold
                and len(now.text) + len(line.text) < 60
                and not any(pattern.match(line.text) for pattern, _ in NUMBERED)
            )
        if LIST_ITEM.match(line.text):
            return False
        edge = edges.get(_column(now.last), now.last.right) if page is now.page else now.last.right
        full = now.last.right > edge - 3.0 * line.size or (line.text[:1].islower() and not now.text.endswith("."))
        ended = now.text[-1] in SENTENCE_END
        if not below:
            return not ended and full
        if full and not ended and (line.top - now.last.top) / line.size < WIDEST_PITCH:
            return True
        indented = line.left > min(now.left, now.last.left) + 1.2 * line.size
        return close and not (ended and (indented or not full)) and (full or (not ended and not _short(now.last, edge)))

    def _append(self, page: Page, line: Line) -> None:
        now = self.open
        assert now is not None  # noqa: S101
        now.text, between = joint(now.text, line.text)
        now.spots.append(_spot(len(now.text) + len(between), page, line))
        now.text += between + line.text
        now.left = min(now.left, line.left) if page is now.page else line.left
        now.last, now.page = line, page

    def close(self) -> None:
        """Turn the open paragraph into a block."""
        now, self.open = self.open, None
        if now is None:
            return
        path = self.headings.enter(now.level, now.text) if now.level else self.headings.path()
        self.blocks.append(Block(now.text, now.kind, now.level, path, tuple(now.spots)))  # type: ignore[arg-type]

    def _table(self, page: Page, table: Table) -> None:
        """Rows become blocks; a table that goes on from the page before takes over its header."""
        before = self.last_table
        goes_on = before is not None and self.last_table_page < page.number and _same_columns(before, table)
        header, rows = table.header, table.rows[table.heads :]
        if goes_on and before is not None and before.heads:
            same = header == before.header
            header, rows = before.header, rows if same else table.rows
            table = Table(before.rows[: before.heads] + rows, before.heads, table.edges, table.captions)
        else:
            self.tables += 1
        for caption in table.captions:
            spots = (Spot(0, page.number, page.box(*caption.box)),)
            self.blocks.append(Block(next(filter(None, caption.cells)), path=self.headings.path(), spots=spots))
        for row in rows:
            spot = Spot(0, page.number, page.box(*row.box))
            self.blocks.append(
                Block(
                    row_text(row.cells),
                    "table_row",
                    0,
                    self.headings.path(),
                    (spot,),
                    header,
                    tuple(row.cells),
                    self.tables,
                )
            )
        self.last_table, self.last_table_page = table, page.number


def _same_columns(first: Table, second: Table) -> bool:
    """Do the columns begin at the same places? Two tables under each other mostly do not share them."""
    pairs = zip(first.edges, second.edges, strict=False)
    return len(first.edges) == len(second.edges) and all(abs(a - b) <= SNAP for a, b in pairs)


def _short(line: Line, edge: float) -> bool:
    return line.right < line.left + 0.65 * (edge - line.left)


def _spot(start: int, page: Page, line: Line) -> Spot:
    return Spot(start, page.number, page.box(line.left, line.top, line.right, line.bottom))


def _right_edges(page: Page) -> dict[int, float]:
    """Where lines end that begin at about the same place: the right side of their column."""
    ends: defaultdict[int, list[float]] = defaultdict(list)
    for line in page.lines():
        ends[_column(line)].append(line.right)
    return {left: max(rights) for left, rights in ends.items()}


def _column(line: Line) -> int:
    """Lines that begin within about 14 mm of each other share their right side."""
    return round(line.left / 40)


def folded(text: str) -> str:
    """For comparing a line with a bookmark: letters and digits alone."""
    return "".join(character for character in text.lower() if character.isalnum())
