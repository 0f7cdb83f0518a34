"""Say what differs between two texts, sentence by sentence, and within a changed sentence character by character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from kit.sentences import sentences

Kind = Literal["same", "added", "removed", "changed"]

MOST_SENTENCES = 6000
"""Of each side; more are not compared, and the comparison says so. A thousand pages of rules have about as many."""
KEPT_AROUND = 1
"""Unchanged sentences shown before and after a change."""
REWORDED = 0.5
"""Share of two sentences' words in one order, from which one is a new wording of the other."""
_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*%?|[零〇一二两三四五六七八九十百千万亿]+|[A-Za-z]+|\s+|.", re.DOTALL)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万]+(?=[个天日年月周时分元次点%倍])|百分之")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence: whether it is only on this side, and whether it holds a number or a date."""

    text: str
    differs: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence on both sides, or on one. `skipped` counts the unchanged sentences left out before it."""

    kind: Kind
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()
    skipped: int = 0

    @property
    def figures(self) -> bool:
        """Does a number or a date differ?"""
        return any(part.differs and part.figure for part in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, in order; how many sentences of which kind; `cut` where a side was too long to be compared whole."""

    changes: tuple[Change, ...]
    counts: dict[Kind, int]
    cut: bool


def compare(before: Iterable[str], after: Iterable[str]) -> Comparison:
    """Compare two texts that are given as passages in order."""
    old, new = _sentences(before), _sentences(after)
    cut = max(len(old), len(new)) > MOST_SENTENCES
    found = list(_changes(old[:MOST_SENTENCES], new[:MOST_SENTENCES]))
    kinds: tuple[Kind, ...] = ("same", "added", "removed", "changed")
    counts: dict[Kind, int] = {kind: sum(each.kind == kind for each in found) for kind in kinds}
    return Comparison(tuple(_shortened(found)), counts, cut)


def _sentences(passages: Iterable[str]) -> list[str]:
    return [each.text for passage in passages for each in sentences(passage)]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from (Change("same", (Part(text),), (Part(text),)) for text in old[a:b])
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Sentences that gave way to others: each new one beside the old one that it rewords, if there is one."""
    waiting = list(old)
    for text in new:
        match = next((each for each in waiting[:8] if _rewords(each, text)), None)
        if match is None:
            yield Change("added", after=(Part(text, differs=True, figure=_has_figure(text)),))
            continue
        for gone in waiting[: waiting.index(match)]:
            yield _removed(gone)
        waiting = waiting[waiting.index(match) + 1 :]
        yield Change("changed", *_parts(match, text))
    yield from map(_removed, waiting)


def _removed(text: str) -> Change:
    return Change("removed", before=(Part(text, differs=True, figure=_has_figure(text)),))


def _rewords(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, _TOKEN.findall(old), _TOKEN.findall(new), autojunk=False)
    return matcher.quick_ratio() >= REWORDED and matcher.ratio() >= REWORDED


def _parts(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    before, after = [], []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        differs = tag != "equal"
        # A number that lost its unit says nothing: 三 of 三个月 is a figure by what follows it.
        before += _part("".join(one[a:b]), differs, "".join(one[b : b + 1]))
        after += _part("".join(other[c:d]), differs, "".join(other[d : d + 1]))
    return tuple(before), tuple(after)


def _part(text: str, differs: bool, follows: str) -> list[Part]:
    return [Part(text, differs, differs and _has_figure(text + follows))] if text else []


def _has_figure(text: str) -> bool:
    return _FIGURE.search(text) is not None


def _shortened(found: Sequence[Change]) -> Iterator[Change]:
    """Without the unchanged sentences that stand near no change, which are counted."""
    near = {
        at + step
        for at, each in enumerate(found)
        if each.kind != "same"
        for step in range(-KEPT_AROUND, KEPT_AROUND + 1)
    }
    skipped = 0
    for at, each in enumerate(found):
        if at not in near:
            skipped += 1
            continue
        yield Change(each.kind, each.before, each.after, skipped)
        skipped = 0
