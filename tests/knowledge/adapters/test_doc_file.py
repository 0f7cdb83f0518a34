"""The container and the properties of old Word files, and what is broken about them."""

from __future__ import annotations

import io
import random

import pytest

from knowledge.adapters.doc_file import WordFile, properties
from knowledge.parsed import ReadFailed
from tests.knowledge import ole

GOOD = ole.word([("入职满一年有十天年假。\r", 0, b""), ("B\r", 2, b"")])


def test_text_and_styles_are_found_by_character() -> None:
    file = WordFile.open(io.BytesIO(GOOD))
    assert file.text.startswith("入职满一年")
    assert [file.style_of(at)[0] for at in (11, 13)] == [0, 2]


def test_properties_of_each_size_are_told_apart() -> None:
    found = properties(b"\x16\x24\x01" + b"\x0b\x46\x05\x00" + b"\x08\xd6\x03\x00\x01\x02" + b"\x17\x24\x01")
    assert found == {0x2416: b"\x01", 0x460B: b"\x05\x00", 0xD608: b"\x03\x00\x01\x02", 0x2417: b"\x01"}


def test_what_is_cut_off_is_refused() -> None:
    with pytest.raises(ReadFailed, match="damaged"):
        WordFile.open(io.BytesIO(GOOD[:2000]))


def test_bytes_turned_at_random_never_end_in_another_error() -> None:
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            WordFile.open(io.BytesIO(bytes(data)))
        except ReadFailed:
            continue
