"""Set two documents side by side: what both say about one subject in different words or figures, and what only one says.

Straight text work. A model could reword this; it could not make it truer.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chat.citing.quoting import quoted
from chat.citing.support import Content
from chat.renditions.job import Written
from chat.types import RenditionPart
from kit.sentences import sentences

if TYPE_CHECKING:
    from knowledge.types import Passage

SAME_SUBJECT = 0.3
"""Share of a sentence's weighed words from which another sentence is about the same."""
SAME_WORDS = 0.97
"""From here two sentences say the same, unless a figure differs."""
AT_ONCE = 20
"""Passages of a step."""
SHORTEST = 6
"""Characters of a sentence that says anything."""


@dataclass(frozen=True)
class Said:
    """A sentence of one side, with its passage."""

    text: str
    passage: Passage
    units: frozenset[str]
    content: Content


@dataclass(frozen=True)
class Side:
    """The sentences of one document, and where each unit of their content stands."""

    said: tuple[Said, ...]
    places: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Side:
        found = tuple(_said(passages))
        places: dict[str, list[int]] = {}
        for at, each in enumerate(found):
            for unit in each.units:
                places.setdefault(unit, []).append(at)
        return cls(found, {unit: tuple(at) for unit, at in places.items()})


@dataclass(frozen=True)
class Table:
    """Both sides, with the weight of each unit: what stands everywhere tells no subject."""

    one: Side
    other: Side

    def weight(self, unit: str) -> float:
        held = len(self.one.places.get(unit, ())) + len(self.other.places.get(unit, ()))
        return math.log(1 + (len(self.one.said) + len(self.other.said)) / (1 + held))

    def nearest(self, said: Said, side: Side) -> tuple[Said | None, float]:
        """The sentence of `side` about the same, and how much of the two is shared, 0–1."""
        shared: defaultdict[int, float] = defaultdict(float)
        for unit in said.units:
            weight = self.weight(unit)
            for at in side.places.get(unit, ()):
                shared[at] += weight
        if not shared:
            return None, 0.0
        own = self._masses[id(said)]
        likeness = {at: found / max(own, self._masses[id(side.said[at])]) for at, found in shared.items()}
        best = max(likeness, key=lambda at: (likeness[at], -at))
        return side.said[best], likeness[best]

    @cached_property
    def _masses(self) -> dict[int, float]:
        """The weight of each sentence of both sides, by its identity."""
        return {id(each): sum(map(self.weight, each.units)) for side in (self.one, self.other) for each in side.said}


def steps(passages: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """The passages of the first document, step by step."""
    return [tuple(passages[start : start + AT_ONCE]) for start in range(0, len(passages), AT_ONCE)]


def differing(table: Table, passages: Sequence[Passage]) -> Written:
    """Rows for what both documents say of one subject, but not in the same way. `doubt` marks differing figures."""
    held = {each.id for each in passages}
    parts: list[RenditionPart] = []
    for said in table.one.said:
        if said.passage.id not in held:
            continue
        found, share = table.nearest(said, table.other)
        if found is None or share < SAME_SUBJECT:
            continue
        figures = bool(said.content.figures or found.content.figures) and not _agree(said.content, found.content)
        if share < SAME_WORDS or figures:
            parts.append(_row(said, found, differ=figures))
    return Written(parts=_headed(parts))


def only_in_one(table: Table) -> Written:
    """What the one document says and the other does not, the first document's first."""
    parts: list[RenditionPart] = []
    for side, across in ((table.one, table.other), (table.other, table.one)):
        alone = [said for said in side.said if table.nearest(said, across)[1] < SAME_SUBJECT]
        if alone:
            parts.append(RenditionPart(kind="heading", text=alone[0].passage.document, level=2, doubt="alone"))
            parts += [
                RenditionPart(kind="list_item", text=said.text, citations=(quoted(said.passage, 1, said.text),))
                for said in alone
            ]
    return Written(parts=tuple(parts))


def _agree(one: Content, other: Content) -> bool:
    return one.figures_in((other,)) and other.figures_in((one,))


def _row(one: Said, other: Said, *, differ: bool) -> RenditionPart:
    return RenditionPart(
        kind="table_row",
        text=f"{one.text} | {other.text}",
        cells=(one.text, other.text),
        table=0,
        citations=(quoted(one.passage, 1, one.text), quoted(other.passage, 2, other.text)),
        doubt="differ" if differ else "",
    )


def _headed(rows: Sequence[RenditionPart]) -> tuple[RenditionPart, ...]:
    """Those whose figures differ first: they are what one looks for."""
    return tuple(sorted(rows, key=lambda row: row.doubt != "differ"))


def _said(passages: Iterable[Passage]) -> Iterable[Said]:
    for passage in passages:
        for each in sentences(passage.text):
            content = Content(each.text)
            if len(each.text) >= SHORTEST and content.weight:
                yield Said(each.text, passage, content.pairs | content.words, content)
