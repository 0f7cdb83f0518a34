"""Estimate whether passages answer a question at all, so that chat can say that the material does not."""

from collections.abc import Sequence

from gateway.evidence.answerable import answerable
from knowledge.types import Passage


def support(question: str, passages: Sequence[Passage]) -> float:
    """0–1: how likely the passages hold the answer. 0 for a question without words and for no passages.

    It reads the passages' text, and nothing of the search that found them: a change of ranking leaves it as it is.
    Takes about a tenth of a second, so call it outside any unit.
    """
    return answerable(question, passages)
