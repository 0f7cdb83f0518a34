"""Find the claims of two passages that speak of one subject and can't both hold: in a number, a date or a duty.

Words decide, not a model: what is shown to an editor must be explainable, and it runs over every upload. The
thresholds were chosen on one half of the invented pairs in the tests; the other half gives the figures in the decision
note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kit.figures import Figure
from knowledge.comparing.claims import Claim, claims
from knowledge.comparing.duties import OPPOSED
from knowledge.comparing.subjects import kept_apart, swapped, tied

Kind = Literal["number", "date", "duty"]

SAME_SUBJECT = 0.5
"""Share of the shorter clause's content that the other sentence must have."""
SAME_RULE = 0.66
"""The same for duties: without a figure to compare, more of the words must agree."""
EITHER = 0.34
"""The least that each clause must have of the other."""
TIED = 0.2
"""What it adds that both name the same one of a kind."""
EVERY_CASE = 0.7
"""The likeness from which a rule without a condition is set against one with a condition."""
SAME_ACT, ONE_ACT = 0.6, 0.7
"""Shares of the longer clause's content that two opposed duties must have in common; more for "must" against "may"."""
LEAST = 2
"""Units of content that a clause must have to name a subject at all."""
SINGLE, SHORT = 0.6, 6
"""The likeness of a subject of one unit, such as 婚假, to a sentence of at most so many that names it too."""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage as it is compared: where it stands (document and headings), and what it says."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences that can't both hold, word for word, and how alike their subjects are (0–1)."""

    kind: Kind
    first: str
    second: str
    likeness: float


def disagreement(first: Side, second: Side) -> Disagreement | None:
    """The clearest disagreement of two passages, or None."""
    if kept_apart(first.place, second.place):
        return None
    pairs = ((one, other) for one in claims(first.text) for other in claims(second.text))
    return max(_found(pairs), key=lambda each: each.likeness, default=None)


def _found(pairs: Iterable[tuple[Claim, Claim]]) -> Iterator[Disagreement]:
    for one, other in pairs:
        kind = _kind(one, other)
        if kind:
            yield Disagreement(kind, one.sentence, other.sentence, likeness(one, other))


def _kind(one: Claim, other: Claim) -> Kind | None:
    """In what two claims disagree. They must hold under the same conditions and name nothing that keeps them apart."""
    alike = likeness(one, other)
    if alike < SAME_SUBJECT or kept_apart(one.sentence, other.sentence) or not _same_case(one, other, alike):
        return None
    if _opposed(one, other):
        return "duty" if alike >= SAME_RULE and _of_one_act(one, other) else None
    if _differ(one, other) and not swapped(one.sentence, other.sentence):
        return "date" if one.dated and other.dated else "number"
    return None


def likeness(one: Claim, other: Claim) -> float:
    """How much of the subject the claims share, 0–1: of each clause, what the other has of it, the clause before it included.

    A clause of which the other one has little is about something else, however well the other fits into it.
    """
    if min(len(one.own), len(other.own)) < LEAST:
        return _of_little(*sorted((one.around, other.around), key=len))
    shares = (len(one.own & other.around) / len(one.own), len(other.own & one.around) / len(other.own))
    bonus = TIED if tied(one.clause, other.clause) else 0.0
    return min((max(shares) + min(shares)) / 2 + bonus, 1.0) if min(shares) + bonus >= EITHER else 0.0


def _of_little(small: frozenset[str], large: frozenset[str]) -> float:
    """The likeness of claims of which one hardly says more than its figure."""
    if len(small) < LEAST:
        return SINGLE if small and small <= large and len(large) <= SHORT else 0.0
    return len(small & large) / len(small) if len(large) <= 3 * len(small) else 0.0


def _same_case(one: Claim, other: Claim, alike: float) -> bool:
    """Do both hold under the same figures? One that names none may hold in every case, if they are much alike."""
    given, others = {each.value for each in one.given}, {each.value for each in other.given}
    return given == others or (not (given and others) and alike >= EVERY_CASE)


def _of_one_act(one: Claim, other: Claim) -> bool:
    """Do the duties lie on the same words? Another clause may well have another duty, and "may" is said of much."""
    least = ONE_ACT if {one.duty, other.duty} == {"must", "may"} else SAME_ACT
    return len(one.own & other.own) >= least * max(len(one.own), len(other.own), 1)


def _opposed(one: Claim, other: Claim) -> bool:
    if one.duty and other.duty:
        return frozenset((one.duty, other.duty)) in OPPOSED
    return bool(_denies(one, other) or _denies(other, one))


def _denies(one: Claim, other: Claim) -> bool:
    """Does the one deny what the other one says plainly?"""
    return bool(one.denied & other.own) and not one.denied & other.denied


def _differ(one: Claim, other: Claim) -> bool:
    """Is there a unit in which both name figures, and neither's stands anywhere in the sentence of the other?"""
    for unit in {each.unit for each in one.said} & {each.unit for each in other.said}:
        here, there = _values(one.said, unit), _values(other.said, unit)
        if not here & _values(other.figures, unit) and not there & _values(one.figures, unit):
            return True
    return False


def _values(figures: Iterable[Figure], unit: str) -> set[Fraction]:
    return {each.value for each in figures if each.unit == unit}
