"""Weigh units against a question by what they say, what they mean, and where they stand."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gateway.embedding import embed
from gateway.evidence.focus import chunks, share, spaced
from gateway.evidence.kinds import wanted
from gateway.evidence.ranges import fit
from gateway.evidence.sounds import with_homophones
from gateway.evidence.terms import asked, fold, holds_kind, synonyms, terms, weight
from gateway.evidence.units import Unit, in_context
from gateway.types import Source

SHORTLIST = 28
"""Units that are embedded: enough to hold the answer, few enough for a tenth of a second."""
AROUND = 0.55
BESIDE = 0.4
IN_RANGE = 0.25
TITLE = 0.05
SYNONYM = 0.7
WEIGHTS = {"says": 0.6, "holds": 0.5, "means": 1.0, "kind": 0.2, "form": 0.3, "passage": 0.2}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit with its figures, each 0-1: the share of the question's terms that it says, how near its meaning is."""

    unit: Unit
    score: float
    says: float
    means: float
    kind: float


def weigh(question: str, passages: Sequence[Source], found: Sequence[Unit]) -> list[Weighed]:
    """The best units first."""
    said = _says(question, passages, found)
    best = sorted(range(len(found)), key=lambda i: -(said[i] + 0.3 * _standing(passages, found[i])))[:SHORTLIST]
    vectors = embed([question, *(in_context(found[i]) for i in best)], kind="question")
    meant = vectors[1:] @ vectors[0]
    held = _holds(question, passages, [found[i] for i in best])
    form = wanted(question)
    weighed = []
    for place, i in enumerate(best):
        kind, means = holds_kind(question, found[i].text), max(0.0, float(meant[place]))
        fits = 0.5 if form is None else float(form.search(fold(found[i].text)) is not None)
        score = (
            WEIGHTS["says"] * said[i]
            + WEIGHTS["holds"] * held[place]
            + WEIGHTS["form"] * fits
            + WEIGHTS["means"] * means
            + WEIGHTS["kind"] * kind
            + WEIGHTS["passage"] * _standing(passages, found[i])
            + IN_RANGE * fit(question, found[i].text)
            - TITLE * found[i].leads
        )
        weighed.append(Weighed(found[i], score / sum(WEIGHTS.values()), said[i], means, max(kind, fits)))
    return sorted(weighed, key=lambda each: -each.score)


def _holds(question: str, passages: Sequence[Source], near: Sequence[Unit]) -> list[float]:
    """The share of the question's rarer words that each unit says, whatever their spelling; half of what stands around it."""
    whole = spaced("\n".join(f"{each.path}\n{each.text}" for each in passages))
    items = [item for chunk in with_homophones(chunks(question), whole) for item in chunk.items]
    own = [share(items, spaced(unit.text)) for unit in near]
    around = [share(items, spaced(f"{unit.around} {unit.beside} {unit.text}")) for unit in near]
    return [(a + b) / 2 for a, b in zip(own, around, strict=True)]


def _standing(passages: Sequence[Source], unit: Unit) -> float:
    """The relevance of the unit's passage beside that of the best."""
    top = max(passage.score for passage in passages)
    return passages[unit.n - 1].score / top if top > 0 else 1 / unit.n


def _says(question: str, passages: Sequence[Source], found: Sequence[Unit]) -> list[float]:
    """The weighted share of the question's terms; those that only stand around the unit count in part."""
    wanted, likes = asked(question), synonyms(question)
    inside = [terms(unit.text) for unit in found]
    seen = Counter(term for each in inside for term in each & wanted)
    weights = {term: weight(term) * math.log(1 + (len(found) + 1) / (seen[term] + 0.5)) for term in wanted}
    total = sum(weights.values()) or 1.0
    return [_share(weights, likes, unit, own) / total for unit, own in zip(found, inside, strict=True)]


def _share(weights: dict[str, float], likes: tuple[frozenset[str], ...], unit: Unit, own: frozenset[str]) -> float:
    places = ((own, 1.0), (terms(unit.around), AROUND), (terms(unit.beside), BESIDE))
    held = sum(
        weight * next((share for place, share in places if term in place), 0.0) for term, weight in weights.items()
    )
    mean = sum(weights.values()) / len(weights)
    return held + sum(SYNONYM * mean for others in likes if any(other in unit.text for other in others))
