"""Order what the two arms of search found, and weigh whether it answers the question. Plain numbers, no Django.

The lexical arm is scaled by what it could reach at most and by what it did reach, so that a question in other words than
the passages' leaves the order to the dense arm. The weights are few round numbers that were compared on eleven sets; what
each gave is in docs/decisions/0006-search.md.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from uuid import UUID

from knowledge.terms import fold, terms

DENSE_IN_LONG, DENSE_IN_SHORT = 0.45, 1.2
"""Weight of the dense arm. Short passages, such as the questions of an FAQ, have few words to agree in."""
SHORT = 30.0
"""Terms of a passage that is short: the weight of shortness falls to a third at this length."""
RUN = 0.2
"""Weight of the longest run of characters that question and passage share, in long passages: there words meet by chance."""
LONGEST_COMPARED = 200
"""Letters of a question in which runs are looked for: the time grows with them."""
HEADING = 0.15
"""Weight of the share of the question that stands in the headings."""

COMMON = 1 << 16
"""Characters below are remembered."""


class _Letters(dict[int, str]):
    """What each character is compared as: folded letters and digits, nothing for others. Filled as characters are met,
    which is twenty times quicker than folding every passage of every search."""

    def __missing__(self, code: int) -> str:
        compared = "".join(filter(str.isalnum, fold(chr(code))))
        if code < COMMON:
            self[code] = compared
        return compared


_letters = _Letters()


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its raw figures: BM25, the cosine of its nearest part, the BM25 of a passage that says everything
    the question asks, over and over; its number of terms; and what it says."""

    passage_id: UUID
    lexical: float
    dense: float
    attainable: float
    length: int = 0
    path: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as ranking compares it: its text, and the weight of each of its terms."""

    text: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its relevance, 0–1, and the figures behind it."""

    passage_id: UUID
    score: float
    arms: dict[str, float]


def rank(found: Sequence[Found], asked: Asked) -> list[Ranked]:
    """Best first. Ties keep the order of ids, so that the same question always gives the same list."""
    if not found:
        return []
    top = max(each.lexical for each in found)
    short = math.exp(-fmean(each.length for each in found) / SHORT)
    wanted = together(asked.text)[:LONGEST_COMPARED]
    ranked = [_weigh(each, asked, wanted, top, short) for each in found]
    return sorted(ranked, key=lambda each: (-each.score, each.passage_id))


def _weigh(each: Found, asked: Asked, wanted: str, top: float, short: float) -> Ranked:
    dense, run = DENSE_IN_LONG + (DENSE_IN_SHORT - DENSE_IN_LONG) * short, RUN * (1 - short)
    scale = math.sqrt(each.attainable * top)
    lexical = min(each.lexical / scale, 1.0) if scale else 0.0
    relevance = (
        lexical
        + dense * max(each.dense, 0.0)
        + run * shared(wanted, together(f"{each.path}{each.text}"))
        + HEADING * covered(asked.weights, each.path)
    )
    coverage = each.lexical / each.attainable if each.attainable else 0.0
    arms = {"lexical": each.lexical, "dense": each.dense, "coverage": coverage}
    return Ranked(each.passage_id, min(relevance / (1.0 + dense + run + HEADING), 1.0), arms)


def together(text: str) -> str:
    """Letters and digits only, folded."""
    return text.translate(_letters)


def shared(wanted: str, held: str) -> float:
    """The longest run of `wanted` that is in `held`, as a share of `wanted`."""
    longest = start = 0
    while start + longest < len(wanted):
        if wanted[start : start + longest + 1] in held:
            longest += 1
        else:
            start += 1
    return longest / len(wanted) if wanted else 0.0


def covered(weights: Mapping[str, float], heading: str) -> float:
    """The share of a question's weight whose terms are in a heading. Single characters are in too many."""
    told = {term: weight for term, weight in weights.items() if len(term) > 1}
    whole = sum(told.values())
    if not heading or not whole:
        return 0.0
    there = terms(heading)
    return sum(weight for term, weight in told.items() if term in there) / whole
