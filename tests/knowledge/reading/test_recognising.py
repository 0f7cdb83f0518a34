"""Pages of a scan are recognised one by one: what is done is kept, and one that fails takes no other with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.parsed import ReadFailed
from knowledge.reading import LIMITS, read_file
from knowledge.recognised import Found, FoundLine
from tests.knowledge import files


class Enough(Exception):
    """What a caller raises to stop."""


def scan(tmp_path: Path, pages: int = 2) -> Path:
    return files.scan(tmp_path / "scan.pdf", *[files.text_picture(["Annual leave is ten days."])] * pages)


def test_a_stop_keeps_what_was_done(tmp_path: Path) -> None:
    pages: dict[int, Found] = {}

    def stop(done: int, wanted: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        read_file(scan(tmp_path, 3), name="scan.pdf", recognised=pages, heard=stop)
    assert 1 <= len(pages) < 3


def test_pages_that_are_known_are_not_recognised_again(tmp_path: Path) -> None:
    known = Found((FoundLine("Known before.", 0.99, (0.1, 0.1, 0.4, 0.12)),))
    heard: list[int] = []
    read = read_file(
        scan(tmp_path), name="a.pdf", recognised={1: known}, heard=lambda done, wanted: heard.append(wanted)
    )
    assert read.blocks[0].text == "Known before."
    assert heard == [2]


def test_pages_over_their_limit_fail_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="not_recognised"):
        read_file(scan(tmp_path, 1), name="a.pdf", limits=replace(LIMITS, page_memory=400_000_000))
