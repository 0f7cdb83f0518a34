"""The path of headings, and chapters that no style marks."""

from __future__ import annotations

import pytest

from knowledge.adapters.headings import Headings, chapter_level, with_chapters
from knowledge.parsed import Block


def test_a_heading_closes_those_of_its_level_and_below() -> None:
    headings = Headings()
    headings.enter(1, "A")
    headings.enter(2, "B")
    assert headings.enter(2, "C") == ("A",)


@pytest.mark.parametrize(
    ("line", "level"), [("第三章 考勤", 1), ("第二节　请假", 2), ("第三章规定，员工应当遵守。", 0), ("本章", 0)]
)
def test_lines_of_chapters_are_told_from_sentences(line: str, level: int) -> None:
    assert chapter_level(line) == level


def test_lines_of_a_table_of_contents_are_no_chapters() -> None:
    blocks = with_chapters([Block("第一章 总则……3"), Block("第一章 总则"), Block("目的。")])
    assert [block.kind for block in blocks] == ["paragraph", "heading", "paragraph"]


def test_headings_of_the_author_are_left_alone() -> None:
    blocks = (Block("Title", "heading", 1), Block("第一章 总则"))
    assert with_chapters(blocks) == blocks
