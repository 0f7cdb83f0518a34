"""Ask also for the words that a tenant's glossary says mean the same."""

import re
from collections.abc import Iterable, Mapping, Sequence

from knowledge.terms import fold, question_terms

SYNONYM = 0.5
"""Weight of a term that the question did not say itself."""


def folded(word: str) -> str:
    """A word as it is compared with questions."""
    return " ".join(fold(word).split())


def says(question: str, word: str) -> bool:
    """Is the folded word in the folded question? Words of other scripts only as a whole: HR is not in "three"."""
    if not word.isascii():
        return word in question
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", question) is not None


def expanded(question: str, weights: Mapping[str, float], groups: Iterable[Sequence[str]]) -> dict[str, float]:
    """The question's weights, and lower ones for the other words of each group of which it says one."""
    asked, found = fold(question), dict(weights)
    for group in groups:
        if any(says(asked, word) for word in group):
            for word in group:
                for term, weight in question_terms(word).items():
                    found.setdefault(term, SYNONYM * weight)
    return found
