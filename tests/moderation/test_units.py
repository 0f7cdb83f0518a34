"""Sentences are cut by the text alone, however it arrives."""

import pytest

from moderation.units import LONGEST_SENTENCE, end_of_sentence, end_of_text


@pytest.mark.parametrize(
    ("text", "end"),
    [("好。坏", 2), ("Well. So", 6), ("3.14 is", None), ("v1.", None), ("no end", None), ("a\nb", 2), ("", None)],
)
def test_a_sentence_ends_after_its_mark(text: str, end: int | None) -> None:
    assert end_of_sentence(text, 0, ended=False) == end


def test_a_sentence_without_end_is_cut_at_the_cap() -> None:
    assert end_of_sentence("甲" * (LONGEST_SENTENCE - 1), 0, ended=False) is None
    assert end_of_sentence("甲" * 999, 0, ended=False) == LONGEST_SENTENCE


def test_the_end_of_the_text_ends_its_last_unit() -> None:
    assert end_of_sentence("甲", 0, ended=True) == end_of_text("甲", 0, ended=True) == 1
    assert end_of_text("甲。", 0, ended=False) is None
    assert end_of_text("甲", 1, ended=True) is None
