"""Find what a question wrote by its sound: 公资 where the material says 工资."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pypinyin import lazy_pinyin

from gateway.evidence.focus import Chunk, Item

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def with_homophones(chunks: Iterable[Chunk], folded: str) -> tuple[Chunk, ...]:
    """The chunks, where a pair that `folded` does not hold may also be spelled as a pair there that sounds the same."""
    pieces = tuple(chunks)
    wanted = {pair for chunk in pieces for item in chunk.items for pair in item.spelled if _lacks(pair, folded)}
    if not wanted:
        return pieces
    heard = _heard(folded)
    found = {pair: same for pair in wanted if (same := heard.get(tuple(lazy_pinyin(pair))))}
    if not found:
        return pieces
    return tuple(replace(chunk, items=tuple(_spelled(item, found) for item in chunk.items)) for chunk in pieces)


def _lacks(pair: str, folded: str) -> bool:
    return len(pair) == 2 and _HAN.fullmatch(pair) is not None and pair not in folded


def _spelled(item: Item, found: dict[str, str]) -> Item:
    more = tuple(found[pair] for pair in item.spelled if pair in found)
    return replace(item, spelled=(*item.spelled, *more)) if more else item


@lru_cache(maxsize=16)
def _heard(folded: str) -> dict[tuple[str, ...], str]:
    """Pairs of the text by their sound."""
    heard: dict[tuple[str, ...], str] = {}
    for run in _HAN.findall(folded):
        sounds = lazy_pinyin(run)
        if len(sounds) == len(run):
            heard |= {(sounds[at], sounds[at + 1]): run[at : at + 2] for at in range(len(run) - 1)}
    return heard
