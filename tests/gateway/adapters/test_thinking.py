"""Thinking is taken out whatever the places of the cuts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.thinking import ThinkingFilter


def filtered(pieces: list[str], *, inside: bool = False) -> str:
    thinking = ThinkingFilter(inside=inside)
    return "".join(thinking.push(piece) for piece in pieces) + thinking.finish()


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("<think>a</think>\n\nb", "b"),
        ("b<think>a</think>c", "bc"),
        ("<THINK>a<b></Thinking>c", "c"),
        ("<think>never closed", ""),
        ("a</think>b", "ab"),
        ("1 < 2 <thin ice", "1 < 2 <thin ice"),
        ("ends with <", "ends with <"),
    ],
)
def test_what_is_kept(raw: str, kept: str) -> None:
    assert filtered([raw]) == kept


def test_a_thought_that_began_in_the_prompt_is_dropped() -> None:
    assert filtered(["hm, ", "</thi", "nk>\nanswer"], inside=True) == "answer"


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<", "th", "好", " ", "ink>", "<thinking>", "</"]), max_size=12),
    st.lists(st.integers(0, 80), max_size=12),
    st.booleans(),
)
def test_every_split_gives_what_the_whole_gives(words: list[str], cuts: list[int], inside: bool) -> None:
    whole = "".join(words)
    places = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    pieces = [whole[start:end] for start, end in pairwise(places)]
    assert filtered(pieces, inside=inside) == filtered([whole], inside=inside)
