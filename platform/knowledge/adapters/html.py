"""HTML: the text of the page without navigation, headings as path, tables as rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PreformattedString, Tag

from knowledge.adapters.encodings import decode
from knowledge.adapters.headings import Headings
from knowledge.adapters.joining import clean, join_lines
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Kind, Note, Parsed, ReadFailed

NAME = "HTML"
NOT_TEXT = ("script", "style", "noscript", "template", "svg", "nav", "button", "select", "iframe", "object")
HEAD_ONLY = ("title", "meta", "link", "base")
ROLES = ("navigation", "banner", "search", "contentinfo", "menu", "menubar")
NOISE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|breadcrumbs?|sidebar|menu|footer|cookie(?:s|consent|banner|notice|bar)?|navheader|navfooter|pagination)(?:$|[-_\s])",
    re.I,
)
FLOW = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "channel",
        "item",
        "title",
        "description",
    ]
)
ENTITIES = re.compile(r"<!ENTITY\s", re.I)
DEEPEST = 400
CONTAINERS = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|blockquote|section|article|font|b|i|u|em|strong|a|center|form|q)\b", re.I
)
MOST_OPEN = 1_000  # containers open at once, counted before the parser sees them since it slows down with depth
MOST_SPAN = 100


def read(path: Source) -> Parsed:
    """Raises ReadFailed: encoding, no_text, bomb (nested beyond reason)."""
    text, notes = decode(path.read_bytes(), markup=True)
    return parse(text, notes)


def parse(text: str, notes: tuple[Note, ...] = ()) -> Parsed:
    """The same from text."""
    if ENTITIES.search(text) or _open_at_once(text) > MOST_OPEN:
        raise ReadFailed("bomb")
    xml = text.lstrip().startswith("<?xml") and not re.search(r"<html\b", text[:4096], re.I)
    soup = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), "lxml-xml" if xml else "lxml")
    title = clean(soup.title.get_text()).replace("\n", " ") if soup.title else ""
    walker = Walker(xml)
    try:
        walker.walk(_without_noise(soup), 0)
    except RecursionError as error:
        raise ReadFailed("bomb") from error
    walker.end()
    if not walker.blocks:
        raise ReadFailed("no_text")
    return Parsed(
        _titled(walker.blocks, title),
        NAME,
        notes=notes,
        title=title,
        language=language_of(block.text for block in walker.blocks),
    )


def _titled(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """A page without headings says what it is about in its title only: that is its heading then."""
    if not title or any(block.kind == "heading" for block in blocks):
        return tuple(blocks)
    return (Block(title, "heading", 1), *(replace(block, path=(title,)) for block in blocks))


def _open_at_once(text: str) -> int:
    depth = deepest = 0
    for match in CONTAINERS.finditer(text):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _without_noise(soup: BeautifulSoup) -> Tag:
    for tag in soup.find_all(NOT_TEXT):
        tag.decompose()
    for head in soup.find_all("head"):
        # The parser leaves in the head what follows it without a body, where that begins with an element it does not know.
        for tag in head.find_all(HEAD_ONLY):
            tag.decompose()
        head.unwrap()
    for tag in soup.find_all(True):
        if not tag.decomposed and _is_noise(tag):
            tag.decompose()
    whole = len(soup.get_text())
    main = soup.find("main") or soup.find(role="main") or soup.find("article")
    return main if main is not None and len(main.get_text()) > 0.4 * whole else soup


def _is_noise(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article") or tag.attrs is None:
        return False
    if tag.name == "aside" and tag.find_parent(("main", "article")) is None:
        return True
    if tag.get("role") in ROLES or tag.get("aria-hidden") == "true" or tag.has_attr("hidden"):
        return True
    names = " ".join([str(tag.get("id") or ""), *(tag.get("class") or [])])
    return bool(NOISE.search(names)) and tag.find(("h1", "main", "article")) is None


@dataclass
class Walker:
    """Collects running text until the next block-level element ends it."""

    xml: bool  # every element of XML ends the running text
    blocks: list[Block] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    text: str = ""
    kind: Kind = "paragraph"
    tables: int = 0

    def walk(self, tag: Tag, depth: int) -> None:
        """Read what is inside the element; raises ReadFailed: bomb, when nested deeper than any page is."""
        if depth > DEEPEST:
            raise ReadFailed("bomb")
        for child in tag.children:
            if isinstance(child, NavigableString):
                if isinstance(child, CData) or not isinstance(child, PreformattedString):
                    self.text += re.sub(r"\s+", " ", child)
            elif isinstance(child, Tag):
                self._element(child, depth)

    def _element(self, tag: Tag, depth: int) -> None:
        if tag.name == "br":
            self.text += "\n"
        elif tag.name == "pre":
            self._whole(clean(tag.get_text()), "code")
        elif re.fullmatch(r"h[1-6]", tag.name):
            self._heading(int(tag.name[1]), clean(tag.get_text(" ")).replace("\n", " "))
        elif tag.name == "table" and not _is_layout(tag):
            self.end()
            self.tables += 1
            self.blocks += table_blocks(_rows(tag), self.headings.path(), self.tables, heads=_head_count(tag))
        elif self.xml or tag.name in FLOW:
            self.end()
            self.kind = "list_item" if tag.name in ("li", "dd") else "paragraph"
            self.walk(tag, depth + 1)
            self.end()
        else:
            self.walk(tag, depth + 1)

    def _heading(self, level: int, text: str) -> None:
        self.end()
        if text:
            self.blocks.append(Block(text, "heading", level, self.headings.enter(level, text)))

    def _whole(self, text: str, kind: Kind) -> None:
        self.end()
        if text:
            self.blocks.append(Block(text, kind, path=self.headings.path()))

    def end(self) -> None:
        """Turn the collected text into a block."""
        text, kind = clean(self.text), self.kind
        self.text, self.kind = "", "paragraph"
        if text:
            self.blocks.append(Block(text, kind, path=self.headings.path()))


def _is_layout(table: Tag) -> bool:
    """Whether the table only places things: it holds other tables, or one column."""
    if table.find("table") is not None:
        return True
    widths = [len(row.find_all(("td", "th"), recursive=False)) for row in table.find_all("tr")]
    return max(widths, default=0) < 2


def _head_count(table: Tag) -> int | None:
    head = table.find("thead")
    if head is not None:
        return len(head.find_all("tr"))
    first = table.find("tr")
    cells = first.find_all(("td", "th"), recursive=False) if first is not None else []
    return 1 if cells and all(cell.name == "th" for cell in cells) else None


def _rows(table: Tag) -> list[list[str]]:
    """Rows with spans filled in: a cell over several rows is repeated in each, one over columns stands in its first."""
    rows = table.find_all("tr")
    grid: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.find_all(("td", "th"), recursive=False):
            while column in grid[number]:
                column += 1
            text = join_lines(clean(cell.get_text(" ")).split("\n"))
            wide = _span(cell, "colspan")
            for below in grid[number : number + _span(cell, "rowspan")]:
                below.update({column + extra: "" if extra else text for extra in range(wide)})
            column += wide
    return [[cells.get(column, "") for column in range(max(cells, default=-1) + 1)] for cells in grid]


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(MOST_SPAN, max(1, int(value))) if value.isdecimal() else 1
