"""Every file that means harm ends in a sentence, in time, and the reader is there for the next one."""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.parsed import FAILURES, ReadFailed
from knowledge.reading import LIMITS, read_file
from tests.knowledge import hostile

SECONDS = 20
BOUND = replace(LIMITS, seconds=SECONDS, memory=700_000_000)
SECRET = "root:x:0"
MADE = hostile.made()
REFUSED = {
    "laughs.docx", "laughs.xlsx", "laughs.pptx", "laughs.odt", "quadratic.docx", "outside.docx", "utf16.docx", "prolog.docx",
    "blanks.docx", "blanks.xlsx", "blanks.pptx", "parts.docx", "laughs.xml", "laughs.svg", "columns.csv", "braces.rtf", "deep.html",
}  # fmt: skip
"""Of these it is sure that nothing of them may be read."""


def outcome(path: Path) -> tuple[str, ReadFailed | None]:
    """(all text, None) or ("", the refusal)."""
    try:
        return "".join(block.text for block in read_file(path, name=path.name, limits=BOUND).blocks), None
    except ReadFailed as refused:
        return "", refused


def test_there_are_enough_of_them() -> None:
    assert len(MADE) >= 150


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_hostile_file_ends_in_a_sentence_and_in_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(MADE[name]())
    began = time.monotonic()
    text, refused = outcome(path)
    assert (refused is None) or (refused.code in FAILURES and "%(" not in refused.says)
    assert refused or name not in REFUSED
    assert SECRET not in text
    assert time.monotonic() - began < SECONDS + 5


def test_the_reader_is_there_for_the_next_file(tmp_path: Path) -> None:
    for name in ("circle.doc", "quadratic.html", "deep_list.html"):
        (tmp_path / name).write_bytes(MADE[name]())
        outcome(tmp_path / name)
    (tmp_path / "good.txt").write_text("Ten days.", encoding="utf-8")
    assert read_file(tmp_path / "good.txt", name="good.txt").blocks[0].text == "Ten days."


def test_no_file_is_left_behind_and_the_children_stay_small(tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    (tmp_path / "blanks.docx").write_bytes(MADE["blanks.docx"]())
    with pytest.raises(ReadFailed):
        read_file(tmp_path / "blanks.docx", name="blanks.docx", limits=BOUND)
    assert [each for each in tmp_path.iterdir() if each not in before] == [tmp_path / "blanks.docx"]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < BOUND.memory
