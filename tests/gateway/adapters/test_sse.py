"""The event reader gives the same events however the bytes are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.sse import LONGEST_EVENT, EventReader, EventTooLong

LINES = st.lists(
    st.sampled_from(["data: 年假😀", "data:", "data: a: b", ": note", "event: x", "", "id: 3"]), max_size=12
)
ENDINGS = st.sampled_from(["\n", "\r\n", "\r"])


def read(chunks: list[bytes]) -> list[str]:
    reader = EventReader()
    return [event for chunk in chunks for event in reader.push(chunk)] + list(reader.finish())


@given(LINES, ENDINGS, st.lists(st.integers(0, 200), max_size=20))
def test_every_split_gives_the_events_of_the_whole(lines: list[str], ending: str, cuts: list[int]) -> None:
    whole = ending.join(lines).encode()
    places = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    chunks = [whole[start:end] for start, end in pairwise(places)]
    assert read(chunks) == read([whole])


def test_an_event_may_have_several_lines() -> None:
    assert read([b"data: a\ndata: b\n\ndata: c\n\n"]) == ["a\nb", "c"]


def test_a_byte_order_mark_and_wrong_bytes_do_not_stop_it() -> None:
    assert read([b"\xef\xbb\xbfdata: a\xff\n\n"]) == ["a\ufffd"]


@pytest.mark.parametrize("line", [b"x" * 65_536, b"data:\n" * 10_000])
def test_an_event_without_end_is_refused(line: bytes) -> None:
    with pytest.raises(EventTooLong):
        read([line] * (LONGEST_EVENT // 10_000 + 2))
