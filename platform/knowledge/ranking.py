"""Order what the two arms of search found, and weigh whether it answers the question. Plain numbers, no Django."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

DENSE_WEIGHT = 0.5
"""Measured on eleven sets. The lexical arm is scaled by what it could reach at most and by what it did reach, so that a
question in other words than the passages' leaves the order to the dense arm."""
HIGHEST = 1.0 + DENSE_WEIGHT


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its raw figures: BM25, the cosine of its nearest part, and the BM25 of a passage that says
    everything the question asks, over and over."""

    passage_id: UUID
    lexical: float
    dense: float
    attainable: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its relevance, 0–1, and the figures behind it."""

    passage_id: UUID
    score: float
    arms: dict[str, float]


def rank(found: Sequence[Found]) -> list[Ranked]:
    """Best first. Ties keep the order of ids, so that the same question always gives the same list."""
    top = max((each.lexical for each in found), default=0.0)
    ranked = [_weigh(each, top) for each in found]
    return sorted(ranked, key=lambda each: (-each.score, each.passage_id))


def _weigh(each: Found, top: float) -> Ranked:
    scale = math.sqrt(each.attainable * top)
    lexical = each.lexical / scale if scale else 0.0
    relevance = (min(lexical, 1.0) + DENSE_WEIGHT * max(each.dense, 0.0)) / HIGHEST
    coverage = each.lexical / each.attainable if each.attainable else 0.0
    arms = {"lexical": each.lexical, "dense": each.dense, "coverage": coverage}
    return Ranked(each.passage_id, relevance, arms)
