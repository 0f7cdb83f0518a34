"""Plain text: paragraphs at blank lines, or line by line where no blank lines are; numbered chapters are headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.adapters.encodings import decode
from knowledge.adapters.headings import Headings, chapter_level
from knowledge.adapters.joining import clean, join_lines
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.parsed import Block, Parsed, ReadFailed

NAME = "TXT"
HARD_WRAP = (50, 100)  # characters: lines of about one length in this range were broken by an editor


def read(path: Source) -> Parsed:
    """Raises ReadFailed: encoding, no_text."""
    text, notes = decode(path.read_bytes())
    blocks = tuple(_blocks(text))
    if not blocks:
        raise ReadFailed("no_text")
    return Parsed(blocks, NAME, notes=notes, language=language_of(block.text for block in blocks))


def _blocks(text: str) -> Iterator[Block]:
    headings = Headings()
    for paragraph in _paragraphs(text):
        level = chapter_level(paragraph)
        if level:
            yield Block(paragraph, "heading", level, headings.enter(level, paragraph))
        else:
            yield Block(paragraph, path=headings.path())


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = clean(part).split("\n")
        if _is_wrapped(lines):
            yield join_lines(lines)
        else:
            yield from (line for line in lines if line)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether all lines but the last are about equally long: one paragraph broken at a margin."""
    body = [len(line) for line in lines[:-1]]
    low, high = HARD_WRAP
    return bool(body) and min(body) >= low and max(body) <= high and max(body) - min(body) <= 20
