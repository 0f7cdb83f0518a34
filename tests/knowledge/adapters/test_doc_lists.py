"""The lists of old Word files."""

from __future__ import annotations

import io
import struct

from knowledge.adapters.doc_file import WordFile
from knowledge.adapters.doc_lists import numbering_of
from tests.knowledge import ole


def level(pattern: str, kind: int, start: int = 1, flags: int = 0) -> bytes:
    head = struct.pack("<iBB", start, kind, flags) + bytes(18) + bytes([0, 0, 0, 0])
    return head + struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")


def file(*levels: bytes, simple: bool = False) -> WordFile:
    lists = struct.pack("<H", 1) + struct.pack("<iI18xBB", 7, 0, simple, 0)
    uses = struct.pack("<I", 2) + struct.pack("<i12x", 99) + struct.pack("<i12x", 7)
    made = ole.word([("x\r", 0, b"")], lists=lists, uses=uses, levels=b"".join(levels))
    return WordFile.open(io.BytesIO(made))


def test_levels_count_within_each_other() -> None:
    deeper = [level("\x00.\x01", 0, flags=4)] + [level("", 255)] * 7
    numbering = numbering_of(file(level("第\x00章", 37), *deeper))
    marks = [numbering.mark("2", depth) for depth in (0, 1, 1, 0, 1)]
    assert marks == ["第一章 ", "1.1 ", "1.2 ", "第二章 ", "2.1 "]


def test_bullets_and_unknown_lists_have_no_mark() -> None:
    numbering = numbering_of(file(level("•", 23), simple=True))
    assert [numbering.mark(use, 0) for use in ("1", "2", "3")] == ["", "", ""]


def test_a_list_begins_where_it_says() -> None:
    assert numbering_of(file(level("\x00)", 4, start=3), simple=True)).mark("2", 0) == "c) "
