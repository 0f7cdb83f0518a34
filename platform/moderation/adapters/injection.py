"""Notice attempts to give the model new orders: weighted patterns in Chinese and English, a few in other languages.

Weights are chances that a text with the pattern is an attempt; together they make 1 − ∏(1 − w). Patterns are read in
lower case with look-alikes and widths folded, and again with digits read as the letters that they imitate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.adapters.injection_patterns import PATTERNS
from moderation.folding import Folded
from moderation.scanning import Finding

LEAST = 0.3
"""Findings of less confidence are not worth a record."""
_IMITATED = str.maketrans("0134579", "oieastg")
_IMITATION = re.compile(r"[a-z][0134579][a-z0-9]|[0134579][a-z]{2}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    weight: float
    regex: re.Pattern[str]


_COMPILED = tuple(_Pattern(name, weight, re.compile(regex, re.DOTALL)) for name, weight, regex in PATTERNS)


class Injection:
    """Implements `moderation.scanning.Detector`: at most one finding a unit, named after its strongest pattern."""

    name = "injection"
    version = "injection-1"

    def find(self, folded: Folded) -> Iterator[Finding]:
        text = folded.numbers
        hits = [(pattern, match) for pattern in _COMPILED if (match := _search(pattern, text))]
        doubt = 1.0
        for pattern, _ in hits:
            doubt *= 1 - pattern.weight
        if 1 - doubt < LEAST:
            return
        strongest, match = max(hits, key=lambda hit: hit[0].weight)
        start, end = folded.number_span(match.start(), match.end())
        yield Finding(
            start=start,
            end=end,
            rule=f"injection:{strongest.name}",
            category="injection",
            confidence=round(1 - doubt, 3),
            stars=tuple(range(start, end)),
        )


def _search(pattern: _Pattern, text: str) -> re.Match[str] | None:
    found = pattern.regex.search(text)
    if found is None and _IMITATION.search(text):
        found = pattern.regex.search(text.translate(_IMITATED))
    return found
