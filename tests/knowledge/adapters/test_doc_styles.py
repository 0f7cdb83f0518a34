"""The styles of old Word files."""

from __future__ import annotations

import struct

from knowledge.adapters.doc_file import WordFile
from knowledge.adapters.doc_styles import styles_of

BASE = 10
OUTLINE = b"\x40\x26"


def style(name: str, own: bytes, parent: int = 0xFFF, kind: int = 1) -> bytes:
    head = struct.pack("<HHHHH", 0, parent << 4 | kind, 1, 0, 0)
    upx = struct.pack("<H", 0) + own
    data = head + struct.pack("<H", len(name)) + (name + "\0").encode("utf-16-le") + struct.pack("<H", len(upx)) + upx
    return struct.pack("<H", len(data)) + data + b"\0" * (len(data) % 2)


def file(*styles: bytes) -> WordFile:
    sheet = struct.pack("<HHH", 4, len(styles), BASE) + b"".join(styles)
    return WordFile(b"", sheet, [(0, 0), (0, len(sheet))], {})


def test_a_style_has_what_it_sets_and_what_it_is_based_on() -> None:
    styles = styles_of(file(style("Own", OUTLINE + b"\x01"), style("Child", b"\x16\x24\x01", parent=0)))
    assert styles[1] == {0x2640: b"\x01", 0x2416: b"\x01"}


def test_a_circle_of_styles_ends() -> None:
    assert styles_of(file(style("A", b"", parent=1), style("B", b"", parent=0)))[0] == {}


def test_styles_of_characters_are_no_styles_of_paragraphs() -> None:
    assert styles_of(file(style("A", OUTLINE + b"\x01", kind=2), b"\x00\x00")) == {}
