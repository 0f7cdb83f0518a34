"""Notice attempts to give the model new orders: weighted patterns in Chinese and English, a few in other languages.

Weights are chances that a text with the pattern is an attempt; together they make 1 − ∏(1 − w). Patterns are read in
lower case with look-alikes and widths folded, and again in what the text hides: digits that imitate letters, spaced
letters, encodings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.adapters.disguises import revealed
from moderation.adapters.injection_patterns import PATTERNS
from moderation.folding import Folded, fold
from moderation.scanning import Finding

LEAST = 0.3
"""Findings of less confidence are not worth a record."""
_IMITATED = str.maketrans("0134579", "oieastg")
_SPACED = re.compile(r"\b(?:[a-z] ){4,}[a-z]?\b ?")
_IMITATION = re.compile(r"[a-z][0134579][a-z0-9]|[0134579][a-z]{2}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    weight: float
    regex: re.Pattern[str]


_COMPILED = tuple(_Pattern(name, weight, re.compile(regex, re.DOTALL)) for name, weight, _, regex in PATTERNS)


def _words() -> dict[str, list[int]]:
    """The word that has to be there → the patterns that are then tried."""
    table: dict[str, list[int]] = {}
    for number, (_, _, words, _) in enumerate(PATTERNS):
        for word in words.split("|"):
            table.setdefault(word, []).append(number)
    return table


_WORDS = _words()
_WORD_LIST = list(_WORDS)
_TRIGGERS = CharwiseDoubleArrayAhoCorasick(_WORD_LIST)


class Injection:
    """Implements `moderation.scanning.Detector`: at most one finding a unit, named after its strongest pattern."""

    name = "injection"
    version = "injection-1"

    def find(self, folded: Folded) -> Iterator[Finding]:
        places = {pattern: match.span() for pattern, match in _matches(folded.numbers)}
        everything = (0, len(folded.numbers))
        for other in _other_readings(folded):
            places = {pattern: everything for pattern, _ in _matches(other)} | places
        doubt = 1.0
        for pattern in places:
            doubt *= 1 - pattern.weight
        if 1 - doubt < LEAST:
            return
        strongest = max(places, key=lambda pattern: pattern.weight)
        start, end = folded.number_span(*places[strongest])
        yield Finding(
            start=start,
            end=end,
            rule=f"injection:{strongest.name}",
            category="injection",
            confidence=round(1 - doubt, 3),
            stars=tuple(range(start, end)),
        )


def _other_readings(folded: Folded) -> Iterator[str]:
    if _IMITATION.search(folded.numbers):
        yield folded.numbers.translate(_IMITATED)
    if _SPACED.search(folded.numbers):
        yield _SPACED.sub(lambda match: match.group().replace(" ", "") + " ", folded.numbers)
    yield from (fold(plain).numbers for plain in revealed(folded.text))


def _matches(text: str) -> Iterator[tuple[_Pattern, re.Match[str]]]:
    """Patterns that match, tried only where one of their words stands: most texts hold few."""
    present = {word for _, _, word in _TRIGGERS.find_overlapping(text)}
    for number in sorted({number for word in present for number in _WORDS[_WORD_LIST[word]]}):
        match = _COMPILED[number].regex.search(text)
        if match:
            yield _COMPILED[number], match
