"""Cut the blocks of a file into passages: never across headings, at sentences, table rows with their header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kit.sentences import sentences
from knowledge.adapters.tables import SEPARATOR
from knowledge.parsed import Block, Box, Kind, union

TARGET = 450  # characters of a passage
SMALLEST = 120  # a last piece shorter than this goes with the one before it, up to LARGEST
LARGEST = 600
LONGEST_LEAD = 80  # characters of a line such as "in these cases:" that is repeated before the rest of its list
HEADER_SHARE = 0.4  # of TARGET: a longer header is not repeated word for word
PATH_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage-to-be. `ordinal` counts from 0 in the order of the file; the same file gives the same pieces.

    `text` is what is searched and quoted, without the headings; these are `path`, outermost first. A passage lies on one
    page, except that its last sentence may run over the break; `box` is the rectangle of what stands on `page`. `cell` is
    where its first row begins; `cells` says of each cell with text at which character of `text` it begins.
    """

    ordinal: int
    text: str
    path: tuple[str, ...]
    kind: Kind
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None
    cells: tuple[tuple[int, str], ...] = ()


def split(blocks: Iterable[Block], *, target: int = TARGET) -> tuple[Piece, ...]:
    """All passages in order; every character of every block but the headings is in at least one of them.

    A heading without any text under it becomes a passage of its own, so that nothing is lost.
    """
    pieces = [draft for section in _sections(blocks) for draft in _section(section, target)]
    return tuple(draft.piece(ordinal) for ordinal, draft in enumerate(pieces))


@dataclass(slots=True)
class Part:
    """A stretch of one block: `text == block.text[start:end]`."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    def boxes(self, page: int | None) -> Iterator[Box]:
        """Rectangles of this stretch on the page."""
        spots = self.block.spots
        for index, spot in enumerate(spots):
            until = spots[index + 1].start if index + 1 < len(spots) else len(self.block.text) + 1
            if spot.page == page and spot.box is not None and spot.start < self.end and until > self.start:
                yield spot.box

    def cells(self) -> Iterator[tuple[int, str]]:
        """(character of this stretch, place) of each cell that begins in it, or holds its beginning."""
        at = 0
        for text, place in zip(self.block.cells, self.block.places, strict=False):
            if text and at + len(text) > self.start and at < self.end:
                yield max(0, at - self.start), place
            at += len(text) + len(SEPARATOR)

    @property
    def page(self) -> int | None:
        """Page of the first character."""
        before = [spot.page for spot in self.block.spots if spot.start <= self.start]
        return before[-1] if before else None


@dataclass(slots=True)
class Draft:
    """Parts that become one passage, all of one page; before them the header of their table or the line that leads to their list."""

    parts: list[Part] = field(default_factory=list)
    opening: str = ""

    @property
    def size(self) -> int:
        """Characters, the opening included."""
        return len(self.opening) + sum(part.end - part.start + 1 for part in self.parts)

    def text(self) -> tuple[str, tuple[tuple[int, str], ...]]:
        """Parts of one block run on; blocks stand on lines of their own. With it, where the cells of sheets begin."""
        text, cells = self.opening, []
        before: Part | None = None
        for part in self.parts:
            if before is not None and before.block is part.block:
                text += part.block.text[before.end : part.start]
            else:
                text += "\n" if text else ""
            cells += [(len(text) + start, place) for start, place in part.cells()]
            text += part.text
            before = part
        return text, tuple(cells)

    def piece(self, ordinal: int) -> Piece:
        """With its place."""
        first = self.parts[0]
        kinds = {part.block.kind for part in self.parts}
        text, cells = self.text()
        return Piece(
            ordinal=ordinal,
            text=text,
            path=first.block.path,
            kind=kinds.pop() if len(kinds) == 1 else "paragraph",
            page=first.page,
            box=union(box for part in self.parts for box in part.boxes(first.page)),
            sheet=first.block.sheet,
            cell=first.block.cell,
            cells=cells,
        )


def _sections(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks with the same headings above them; a heading alone where nothing follows."""
    waiting: Block | None = None
    for (is_heading, _, _), group in groupby(
        blocks, key=lambda block: (block.kind == "heading", block.path, block.sheet)
    ):
        section = list(group)
        if is_heading:
            titles = section if waiting is None else [waiting, *section]
            waiting = titles.pop()
            for title in titles:
                if not _leads_to(title, waiting):
                    yield [title]
        else:
            waiting = None if waiting is not None and section[0].path[-1:] == (waiting.text,) else waiting
            if waiting is not None:
                yield [waiting]
            waiting = None
            yield section
    if waiting is not None:
        yield [waiting]


def _leads_to(title: Block, deeper: Block) -> bool:
    """Whether the heading is on the path of the other, so that its words are kept."""
    return title.text in deeper.path


def _section(section: list[Block], target: int) -> Iterator[Draft]:
    """Paragraphs are packed together, tables and code stand alone."""
    for table, group in groupby(
        section, key=lambda block: (block.kind == "table_row", block.kind == "code", block.table)
    ):
        blocks = list(group)
        if table[0]:
            yield from _pack(blocks, target, _header(blocks[0], target))
        else:
            yield from _pack(blocks, target, "")


def _header(block: Block, target: int) -> str:
    """The header as a first line, if it is short enough to be repeated."""
    text = " | ".join(block.header).strip(" |")
    return text if len(text) <= HEADER_SHARE * target else ""


def _pack(blocks: list[Block], target: int, header: str) -> Iterator[Draft]:
    """Whole blocks while they fit and the page stays; what does not fit into a passage of its own is cut at sentences."""
    drafts: list[Draft] = []
    lead = ""
    for block in blocks:
        lead = lead if block.kind == "list_item" else ""
        opening = header or lead
        for part in _parts(block, target - len(opening)):
            last = drafts[-1] if drafts else None
            if last is None or last.size + part.end - part.start > target or last.parts[-1].page != part.page:
                drafts.append(Draft([part], opening))
            else:
                last.parts.append(part)
        if block.text.endswith(("：", ":")) and len(block.text) <= LONGEST_LEAD:
            lead = block.text
    yield from _without_crumbs(drafts)


def _parts(block: Block, longest: int) -> Iterator[Part]:
    """The block whole, or its sentences where it is too long for a passage or runs over a page break."""
    if len(block.text) <= longest and len({spot.page for spot in block.spots}) < 2:
        yield Part(block, 0, len(block.text))
    else:
        yield from (Part(block, start, end) for start, end in _stretches(block.text, longest))


def _stretches(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Sentences; one that is longer than a passage is cut at commas or spaces, else where it must."""
    for sentence in sentences(text):
        start = sentence.start
        while sentence.end - start > longest:
            end = _break(text, start, start + longest)
            yield start, end
            start = end
        if start < sentence.end:
            yield start, sentence.end


def _break(text: str, start: int, end: int) -> int:
    """The last good place to cut in the second half of a stretch."""
    for marks in ("，、；,;|", " "):
        places = [text.rfind(mark, start + (end - start) // 2, end) for mark in marks]
        if max(places) > start:
            return max(places) + 1
    return end


def _without_crumbs(drafts: list[Draft]) -> Iterator[Draft]:
    """A short last piece goes with the one before it."""
    if len(drafts) > 1 and drafts[-1].size < SMALLEST and drafts[-2].size + drafts[-1].size <= LARGEST:
        if drafts[-2].parts[-1].page != drafts[-1].parts[0].page:
            yield from drafts
            return
        last = drafts.pop()
        drafts[-1].parts += last.parts
    yield from drafts


def path_text(path: Iterable[str]) -> str:
    """Headings in one line."""
    return PATH_SEPARATOR.join(path)
