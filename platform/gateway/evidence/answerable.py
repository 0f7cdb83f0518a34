"""Estimate whether passages answer a question at all, so that a bot can say honestly that the material does not."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from gateway.embedding import embed
from gateway.evidence.asides import without_asides
from gateway.evidence.focus import Chunk, Item, chunks, share, spaced, without_names
from gateway.evidence.kinds import wanted
from gateway.evidence.sounds import with_homophones
from gateway.evidence.terms import fold
from gateway.evidence.units import Unit, in_context, units
from gateway.types import Source

EMBEDDED = 24
"""Units whose meaning is compared: those that say most of the question."""
NAMED = 0.3
"""What a word weighs that names the document or its chapter: it says where to look, and not what for."""
TELLING = 0.5
"""Weight from which a piece of a question counts as one."""
_HAN = re.compile(r"[\u3400-\u9fff]")
FEATURES = (
    "means", "means_kind", "unit", "unit_kind", "window", "window_kind", "focus", "focus_kind", "best", "worst_window",
    "pointed", "all", "worst", "focus_all", "length", "across", "chinese", "rest_gap",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a unit fits: the shares of the question, and of its focus, that it says itself and with what stands around it
    (0–1), how near its meaning is, and whether it holds the kind of thing that is asked for, itself and around it."""

    own: float
    near: float
    focus: float
    around: str
    means: float = 0.0
    kind: bool = True
    kind_near: bool = True


@dataclass(frozen=True, slots=True)
class _Text:
    """What the estimate needs of a passage, so that the same question is weighed once."""

    document: str
    path: str
    text: str
    score: float = 0.0


def answerable(question: str, passages: Sequence[Source]) -> float:
    """0–1: how likely the passages hold the answer. 0 for a question without words and for no passages."""
    return _estimate(without_asides(question), tuple(_Text(each.document, each.path, each.text) for each in passages))


@lru_cache(maxsize=32)
def _estimate(question: str, passages: tuple[_Text, ...]) -> float:
    found = features(question, passages)
    if found is None:
        return 0.0
    weights, middle = _weights()
    return 1 / (1 + math.exp(-(float(np.dot(weights, found)) + middle)))


def features(question: str, passages: Sequence[Source]) -> list[float] | None:
    """The figures that the estimate rests on, in the order of FEATURES; None where there is nothing to compare."""
    found = units(passages)
    whole = spaced("\n".join(f"{each.path}\n{each.text}" for each in passages))
    names = spaced(" ".join({each.document for each in passages} | {each.path.split("›")[0] for each in passages}))
    asked = _discounted(with_homophones(chunks(question), whole), names)
    if not found or not asked:
        return None
    fits = _fits(question, names, asked, found)
    return [*_of_units(fits, asked), *_of_whole(asked, whole, question)]


def _fits(question: str, names: str, asked: Sequence[Chunk], found: Sequence[Unit]) -> list[_Fit]:
    """The units that say most of the question."""
    said = [(_said(asked, unit, found, place), unit) for place, unit in enumerate(found)]
    near = sorted(said, key=lambda each: -(each[0].own + each[0].near))[:EMBEDDED]
    vectors = embed([without_names(question, names), *(in_context(unit) for _, unit in near)], kind="question")
    kind = wanted(question)
    return [
        replace(
            fit,
            means=float(means),
            kind=kind is None or kind.search(fold(unit.text)) is not None,
            kind_near=kind is None or kind.search(fit.around) is not None,
        )
        for (fit, unit), means in zip(near, vectors[1:] @ vectors[0], strict=True)
    ]


def _said(asked: Sequence[Chunk], unit: Unit, found: Sequence[Unit], place: int) -> _Fit:
    heading = unit.around.rsplit("›", 1)[-1]
    beside = [each.text for each in found[max(0, place - 1) : place + 2] if each.n == unit.n]
    own, near = spaced(f"{heading} {unit.text}"), spaced(f"{unit.around} {' '.join(beside)}")
    items = _items(asked)
    return _Fit(share(items, own), share(items, near), share(_items(asked, focus=True), own), near)


def _of_units(fits: Sequence[_Fit], asked: Sequence[Chunk]) -> Iterable[float]:
    """What the best unit says, in the order of FEATURES."""
    best = max(fits, key=lambda fit: fit.near + fit.means)
    yield _most(fits, lambda fit: fit.means)
    yield _most(fits, lambda fit: fit.means * fit.kind)
    yield _most(fits, lambda fit: fit.own)
    yield _most(fits, lambda fit: fit.own * fit.kind)
    yield _most(fits, lambda fit: fit.near)
    yield _most(fits, lambda fit: fit.near * fit.kind_near)
    yield _most(fits, lambda fit: fit.focus)
    yield _most(fits, lambda fit: fit.focus * fit.kind)
    yield _most(fits, lambda fit: (fit.means + fit.own) * fit.kind)
    yield min(share(chunk.items, best.around) if chunk.weight > TELLING else 1.0 for chunk in asked)
    yield _most(fits, lambda fit: fit.means * fit.focus * fit.kind)


def _most(fits: Sequence[_Fit], figure: Callable[[_Fit], float]) -> float:
    return max(0.0, *(figure(fit) for fit in fits), 0.0)


def _of_whole(asked: Sequence[Chunk], whole: str, question: str) -> Iterable[float]:
    """What all passages together say."""
    shares = [(share(chunk.items, whole), chunk) for chunk in asked]
    total = sum(chunk.weight for chunk in asked)
    pointed = min((said for said, chunk in shares if chunk.focus), default=0.0)
    rest = min((said for said, chunk in shares if not chunk.focus and chunk.weight > TELLING), default=0.0)
    chinese = bool(_HAN.search(question))
    yield sum(said * chunk.weight for said, chunk in shares) / (total or 1.0)
    yield min(said if chunk.weight > TELLING else 1.0 for said, chunk in shares)
    yield share(_items(asked, focus=True), whole)
    yield math.log(1 + total)
    yield float(chinese != bool(_HAN.search(whole)))
    yield float(chinese)
    yield max(0.0, rest - pointed)


def _items(asked: Sequence[Chunk], *, focus: bool = False) -> list[Item]:
    return [item for chunk in asked if chunk.focus or not focus for item in chunk.items]


def _discounted(asked: Sequence[Chunk], names: str) -> tuple[Chunk, ...]:
    """Words of a document's name count little: every passage of it is about that."""
    return tuple(
        replace(
            chunk,
            items=tuple(replace(i, weight=i.weight * (NAMED if i.said_in(names) == 1 else 1)) for i in chunk.items),
        )
        for chunk in asked
    )


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    kept = json.loads((files("gateway") / "evidence" / "answerable.json").read_text(encoding="utf-8"))
    return tuple(float(kept["weights"][name]) for name in FEATURES), float(kept["middle"])
