"""Windows hold whole sentences, all of them, and none is too long to mean something."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.windows import OVERFLOW, WIDTH, width, windows


def test_short_text_is_one_window() -> None:
    assert windows("年休假十天。须经批准。") == ("年休假十天。 须经批准。",)


def test_sentences_are_packed_up_to_the_width() -> None:
    sentence = "这是一个正好二十个字长度的句子用来测试。"
    assert [len(window) for window in windows(sentence * 12)] == [104, 104, 41]


@given(st.text(alphabet="年a1。,\n 休. ", max_size=900))
def test_no_character_is_lost_and_no_window_is_too_long(text: str) -> None:
    found = windows(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(width(window) <= WIDTH * OVERFLOW for window in found)
