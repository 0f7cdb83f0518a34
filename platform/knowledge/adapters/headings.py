"""The headings that stand above the text being read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.parsed import Block

CHAPTER = re.compile(r"第[一二三四五六七八九十百零\d]{1,4}([编章篇部节])(?:\s|　|$|[^。；，]{1,30}$)")
LONGEST_CHAPTER = 40
LEADER = re.compile(r"[.…·\s]*\d+$")  # a line of a table of contents ends in its page


class Headings:
    """Remembers the open heading of each level."""

    def __init__(self) -> None:
        self._open: dict[int, str] = {}

    def path(self, above: int = 7) -> tuple[str, ...]:
        """Texts of the open headings whose level is smaller than `above`, outermost first."""
        return tuple(text for level, text in sorted(self._open.items()) if level < above)

    def enter(self, level: int, text: str) -> tuple[str, ...]:
        """Open a heading; it closes those of its level and below. Returns the path above it."""
        self._open = {at: title for at, title in self._open.items() if at < level}
        path = self.path()
        self._open[level] = text
        return path


def chapter_level(text: str) -> int:
    """1 for the line of a chapter such as 第三章, 2 for one of a section, 0 for anything else."""
    found = CHAPTER.match(text) if len(text) <= LONGEST_CHAPTER else None
    return (2 if found.group(1) == "节" else 1) if found else 0


def with_chapters(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with the lines of chapters as headings where their author marked no heading at all."""
    if any(block.kind == "heading" for block in blocks):
        return tuple(blocks)
    headings = Headings()
    marked = []
    for block in blocks:
        level = chapter_level(block.text) if block.kind != "table_row" and not LEADER.search(block.text) else 0
        if level:
            path = headings.enter(level, block.text)
            marked.append(replace(block, kind="heading", level=level, path=path))
        else:
            marked.append(replace(block, path=headings.path()))
    return tuple(marked)
