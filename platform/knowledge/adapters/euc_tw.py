"""EUC-TW, for which Python has no decoder: its characters stand in the order of Big5, but for some that moved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

# (first character in Big5, where it stands in its plane of CNS 11643); each stretch ends where the next begins.
SIGNS = ((0xA140, 0x2121), (0xA1F6, 0x2258), (0xA1F7, 0x2257), (0xA1F8, 0x2259), (0xA2AF, 0x2421), (0xA3C0, 0))
COMMON = (
    (0xA440, 0x4421), (0xACFE, 0x5753), (0xAD40, 0x5323), (0xAFD0, 0x5754), (0xBBC8, 0x6B51), (0xBE52, 0x6B50), (0xBE53, 0x6F5C),
    (0xC1AB, 0x7536), (0xC2CB, 0x7535), (0xC2CC, 0x7737), (0xC361, 0x782E), (0xC3B9, 0x7865), (0xC3BA, 0x7864), (0xC3BB, 0x7866),
    (0xC456, 0x782D), (0xC457, 0x7962), (0xC67F, 0),
)  # fmt: skip
# Of the rare characters in the second plane, the first nine tenths; the others are not read.
RARE = (
    (0xC940, 0x2121), (0xC94A, 0), (0xC94B, 0x212B), (0xC96C, 0x214D), (0xC9BE, 0x214C), (0xC9BF, 0x217D), (0xC9ED, 0x224E),
    (0xCAF7, 0x224D), (0xCAF8, 0x2439), (0xD77A, 0x3F6A), (0xD77B, 0x387E), (0xDBA7, 0x3F6B), (0xDDFC, 0x4176), (0xDDFD, 0x4424),
    (0xE8A3, 0x554C), (0xE976, 0x5723), (0xEB5B, 0x5A29), (0xEBF1, 0x554B), (0xEBF2, 0x5B3F), (0xECDE, 0x5722), (0xECDF, 0x5C6A),
    (0xEDAA, 0),
)  # fmt: skip
SECOND_PLANE = b"\x8e\xa2"
UNREAD = "\ufffd"
MOST_UNREAD = 0.02  # share of the characters beyond ASCII
LEAST_COMMON = 0.6  # share of everyday characters from which the encoding is believed


def decode(data: bytes) -> str | None:
    """The text, rare characters beyond the table as U+FFFD; None where the bytes are no EUC-TW."""
    first, second = _planes()
    parts: list[str] = []
    at = common = wide = 0
    while at < len(data):
        if data[at] < 0x80:
            parts.append(chr(data[at]))
            at += 1
            continue
        rare = data[at : at + 2] == SECOND_PLANE
        pair = data[at + 2 * rare : at + 2 * rare + 2]
        if len(pair) < 2 or min(pair) < 0xA1:
            return None
        place = (pair[0] & 0x7F) << 8 | pair[1] & 0x7F
        parts.append((second if rare else first).get(place, UNREAD))
        common += not rare and place >= COMMON[0][1]
        wide += 1
        at += 2 + 2 * rare
    unread = parts.count(UNREAD)
    return "".join(parts) if unread <= MOST_UNREAD * wide and common >= LEAST_COMMON * wide else None


@cache
def _planes() -> tuple[dict[int, str], dict[int, str]]:
    """Place → character, of the first plane and of the second."""
    return dict([*_plane(SIGNS), *_plane(COMMON)]), dict(_plane(RARE))


def _plane(stretches: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, str]]:
    for (start, place), (end, _) in pairwise(stretches):
        at, to = start, place
        while place and at < end:
            yield to, at.to_bytes(2, "big").decode("big5hkscs", "replace")
            at = at + 0x23 if at & 0xFF == 0x7E else (at & 0xFF00) + 0x140 if at & 0xFF == 0xFE else at + 1
            to = to + 0xA3 if to & 0xFF == 0x7E else to + 1
