"""Decide whether the answer depends on something that is not known of who asks, and on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from chat.turn import Choice, Clarification, Part
from chat.wording import clarifying

if TYPE_CHECKING:
    from knowledge.types import Passage
    from tenants.types import AttributeInfo

NEAR_BEST = 0.85
"""Share of the best passage's relevance from which a passage may hold the answer too."""
AS_GOOD = 0.97
"""Share of the best passage's relevance from which another is as good."""
MOST_CHOICES = 12


def dependence(
    parts: Iterable[Part], passages: Sequence[Passage], attributes: Sequence[AttributeInfo], settled: Iterable[str]
) -> tuple[AttributeInfo, tuple[str, ...]] | None:
    """The first attribute on which the answer to a part depends, with the values that make a difference.

    It does where the best passage is for some people only, and another that may hold the answer as well is for none of
    them; a passage for everybody that is as good needs no question. Nothing depends on what is `settled`, what the part itself names or is narrowed by, or may not be asked.
    """
    closed = set(settled)
    by_id = {each.id: each for each in passages}
    for part in parts:
        relevant = _relevant([by_id[each] for each in part.found if each in by_id])
        for attribute in attributes:
            name = attribute.name
            if not attribute.may_ask or name in closed or name in part.named or name in part.attributes:
                continue
            if values := _differing(relevant, attribute):
                return attribute, values
    return None


def clarification(attribute: AttributeInfo, values: Sequence[str], *, about: str, language: str) -> Clarification:
    """The question back, with a choice for each value and one for who does not know."""
    choices = [Choice(value=value, label=attribute.shown(value, language)) for value in values[:MOST_CHOICES]]
    choices.append(Choice(value="", label=clarifying.unknown(language)))
    text = clarifying.question(attribute.label_in(language), language)
    return Clarification(attribute=attribute.name, about=about, text=text, choices=tuple(choices))


def _relevant(found: Sequence[Passage]) -> list[Passage]:
    if not found:
        return []
    least = max(each.score for each in found) * NEAR_BEST
    return sorted((each for each in found if each.score >= least), key=lambda each: -each.score)


def _differing(relevant: Sequence[Passage], attribute: AttributeInfo) -> tuple[str, ...]:
    """The values among which the answer differs, in the attribute's own order; none where it does not."""
    bounded = [(each, values) for each in relevant if (values := _values(each.audience, attribute))]
    if not bounded or bounded[0][0].score < relevant[0].score * AS_GOOD:
        return ()
    if all(values & bounded[0][1] for _, values in bounded):
        return ()
    told = frozenset[str]().union(*(values for _, values in bounded))
    return tuple(names[0] for names in attribute.values if names[0] in told)


def _values(audience: Mapping[str, Sequence[str]], attribute: AttributeInfo) -> frozenset[str]:
    """The allowed values that an audience names; empty: the passage is for everybody, as far as this attribute goes."""
    said = audience.get(attribute.name, ())
    return frozenset(value for each in said if (value := attribute.value(each)))
