"""Markdown: the tokens of CommonMark with tables, read to headings, paragraphs, list items, rows and code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.adapters.encodings import decode
from knowledge.adapters.headings import Headings
from knowledge.adapters.joining import clean, joint
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Kind, Parsed, ReadFailed

NAME = "Markdown"
FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.S)
DEEPEST = 40  # levels of nesting; deeper ones are read as text


def read(path: Source) -> Parsed:
    """Raises ReadFailed: encoding, no_text."""
    text, notes = decode(path.read_bytes())
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    blocks = tuple(_blocks(parser.parse(FRONT_MATTER.sub("", text.replace("\x00", "")))))
    if not blocks:
        raise ReadFailed("no_text")
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    return Parsed(blocks, NAME, notes=notes, title=title, language=language_of(block.text for block in blocks))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    headings = Headings()
    lists: list[str] = []
    tables = index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == "heading_open":
            text, level = _inline(tokens[index]), int(token.tag[1])
            if text:
                yield Block(text, "heading", level, headings.enter(level, text))
            index += 2
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            tables += 1
            yield from table_blocks(_rows(tokens[index:end]), headings.path(), tables, heads=1)
            index = end
        elif token.type == "list_item_open":
            lists.append(f"{token.info}{token.markup} " if token.info else "")
        elif token.type == "inline" and (text := _inline(token)):
            kind: Kind = "list_item" if lists else "paragraph"
            mark = lists.pop() if lists else ""
            lists += [""] if mark else []
            yield Block(mark + text, kind, path=headings.path())
        elif token.type == "list_item_close" and lists:
            lists.pop()
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield Block(clean(token.content), "code", path=headings.path())
        elif token.type == "html_block" and (text := _without_tags(token.content)):
            yield Block(text, path=headings.path())


def _inline(token: Token) -> str:
    text = ""
    for child in token.children or ():
        if child.type in ("text", "code_inline") or child.type == "image":
            text += child.content
        elif child.type == "hardbreak":
            text += "\n"
        elif child.type == "softbreak":
            text += "\u2028"
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            text += "\n"
    lines = text.split("\u2028")
    joined = lines[0]
    for line in lines[1:]:
        joined, between = joint(joined, line)
        joined += between + line
    return clean(joined)


def _rows(tokens: Sequence[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    return rows


def _without_tags(html: str) -> str:
    return clean(BeautifulSoup(html, "lxml").get_text(" "))
