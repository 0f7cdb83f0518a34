"""Estimate whether passages answer a question at all, so that chat can say that the material does not."""

from collections.abc import Sequence

from knowledge.types import Passage


def support(question: str, passages: Sequence[Passage]) -> float:
    """0–1: how likely one of the passages, as found by search for this question, holds the answer."""
    return max((passage.score for passage in passages), default=0.0)
