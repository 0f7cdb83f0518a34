"""EUC-TW."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from knowledge.adapters import euc_tw
from knowledge.adapters.encodings import decode

# 「維基大典」 and a comma, as another program wrote them.
WRITTEN = bytes.fromhex("eac4d9d7c4cbcca8a1a2")


def test_everyday_characters_are_read() -> None:
    assert euc_tw.decode(WRITTEN * 4 + b"abc\n") == "維基大典，" * 4 + "abc\n"


def test_a_text_without_a_mark_is_told_by_its_bytes() -> None:
    text, notes = decode(WRITTEN[:8] * 30)
    assert text == "維基大典" * 30
    assert notes[0].details == {"encoding": "EUC-TW"}


@pytest.mark.parametrize("codec", ["euc_jp", "euc_kr", "gb18030", "big5", "utf-8"])
def test_other_encodings_are_not_taken_for_it(codec: str) -> None:
    text = {"euc_jp": "これは日本語の文章です。", "euc_kr": "이것은 한국어 문장입니다."}.get(codec, "年假十天")
    assert euc_tw.decode(text.encode(codec) * 10) is None or codec in ("gb18030", "big5")


def test_half_a_character_is_no_text() -> None:
    assert euc_tw.decode(WRITTEN[:-1]) is None


def test_each_common_character_is_the_one_that_the_system_knows() -> None:
    if shutil.which("iconv") is None:
        pytest.skip("needs iconv with EUC-TW")
    first, _ = euc_tw._planes()
    places = sorted(place for place in first if place >= euc_tw.COMMON[0][1])
    data = b"\n".join(bytes((place >> 8 | 0x80, place & 0xFF | 0x80)) for place in places)
    ran = subprocess.run(["iconv", "-f", "EUC-TW", "-t", "UTF-8"], input=data, capture_output=True, check=False)
    if ran.returncode:
        pytest.skip("this system's iconv does not know EUC-TW")
    known = ran.stdout.decode().split("\n")
    assert sum(first[place] != sign for place, sign in zip(places, known, strict=True)) <= 1
