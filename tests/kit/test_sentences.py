"""Sentences of Chinese and English text, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.sentences import sentences

ALPHABET = "ab 1.。！？;；\n”)）,，Mr年假"


def texts(source: str) -> list[str]:
    return [sentence.text for sentence in sentences(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("年假十天。须提前申请！可以吗？", ["年假十天。", "须提前申请！", "可以吗？"]),
        ("他说：“可以。”然后离开。", ["他说：“可以。”", "然后离开。"]),
        ("Ten days. Ask Mr. Li first. OK?", ["Ten days.", "Ask Mr. Li first.", "OK?"]),
        ("The limit is 3.5 kg. See p. 7 for more.", ["The limit is 3.5 kg.", "See p. 7 for more."]),
        ("It costs 300 yuan, e.g. in Beijing.", ["It costs 300 yuan, e.g. in Beijing."]),
        ("1. Apply first.\n2. Then wait.", ["1. Apply first.", "2. Then wait."]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("wait ... and see. Done", ["wait ... and see.", "Done"]),
        ("", []),
    ],
)
def test_text_is_cut_where_a_reader_would(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@given(st.text(ALPHABET, max_size=60))
def test_each_sentence_stands_where_it_says(source: str) -> None:
    assert all(source[sentence.start : sentence.end] == sentence.text for sentence in sentences(source))


@given(st.text(ALPHABET, max_size=60))
def test_nothing_but_blanks_lies_between_sentences(source: str) -> None:
    rest = list(source)
    for sentence in sentences(source):
        rest[sentence.start : sentence.end] = [" "] * (sentence.end - sentence.start)
    assert not "".join(rest).strip()


def test_a_megabyte_without_an_end_is_cut_in_a_second() -> None:
    assert len(sentences("e.g. " * 200_000)) == 1
