"""Everything that lexicons and detectors find in a text, and from where at its end something could still grow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from moderation.folding import Folded, fold
from moderation.matching import Matcher
from moderation.personal import BEHIND, Shapes
from moderation.types import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that matched `text[start:end]`; `stars` are the characters that a mask hides.

    `excused_by` is the layer whose allow-phrases excuse it, where any may.
    """

    start: int
    end: int
    rule: str
    category: str
    confidence: float
    stars: tuple[int, ...]
    excused_by: Layer | None = None

    def moved(self, by: int) -> "Finding":
        """The same, in a text that has `by` more characters in front."""
        return Finding(
            start=self.start + by,
            end=self.end + by,
            rule=self.rule,
            category=self.category,
            confidence=self.confidence,
            stars=tuple(star + by for star in self.stars),
            excused_by=self.excused_by,
        )

    @property
    def order(self) -> tuple[int, int, str]:
        """By place, the longer first."""
        return self.start, -self.end, self.rule


CONTEXT = BEHIND + 2
"""Visible characters before a place that say whether a word or a number begins there."""


class Detector(Protocol):
    """Judges a unit of text as a whole: heuristics, classifiers, model judges. Its findings lie inside the unit."""

    name: str
    version: str

    def find(self, folded: Folded) -> Iterable[Finding]: ...


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The platform's list, the tenant's, and the kinds of personal data that are sought. A phrase excuses terms of its own list, the tenant's also personal data:
    so a tenant adds to the platform's list and takes nothing away from it."""

    base: Matcher
    tenant: Matcher
    personal: Shapes

    def layers(self) -> tuple[tuple[Layer, Matcher], ...]:
        return ("base", self.base), ("tenant", self.tenant)


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in one text. `folded` is that text; `phrases` are the places of allow-phrases, `open_phrases` the place from which one
    could still grow, both per layer; from `open_from` on something that was not found yet could grow."""

    folded: Folded
    findings: tuple[Finding, ...]
    phrases: tuple[tuple[Layer, int, int], ...]
    open_from: int
    open_phrases: tuple[tuple[Layer, int], ...]

    def excused(self, finding: Finding) -> bool:
        return any(
            layer == finding.excused_by and start <= finding.start and finding.end <= end
            for layer, start, end in self.phrases
        )

    def context_from(self, place: int) -> int:
        """The first character that a rule about something at `place` or later can look back to."""
        return self.folded.number_place(max(0, self.folded.numbers_from(place) - CONTEXT))

    def undecided_from(self) -> int:
        """The first character that belongs to something that what follows could complete, undo or excuse."""
        waiting = [
            finding.start
            for layer, place in self.open_phrases
            for finding in self.findings
            if finding.excused_by == layer and finding.start >= place and not self.excused(finding)
        ]
        return min([self.open_from, *waiting])


def scan(text: str, lexicons: Lexicons) -> Scan:
    """Scan a whole text: nothing is open."""
    folded = fold(text)
    findings, phrases = _found(folded, lexicons, ended=True)
    return Scan(folded, tuple(sorted(findings, key=lambda each: each.order)), phrases, len(text), ())


def scan_part(text: str, lexicons: Lexicons, *, since: int) -> Scan:
    """Scan a text that goes on, of which the characters before `since` are decided and only give context."""
    folded = fold(text)
    findings, phrases = _found(folded, lexicons, ended=False)
    begin = folded.terms_from(since)
    open_from = min(
        folded.number_place(lexicons.personal.open_from(folded, folded.numbers_from(since))),
        *(folded.term_place(matcher.terms.open_from(folded.terms, begin)) for _, matcher in lexicons.layers()),
    )
    open_phrases = tuple(
        (layer, folded.term_place(matcher.phrases.open_from(folded.terms, 0))) for layer, matcher in lexicons.layers()
    )
    return Scan(folded, tuple(sorted(findings, key=lambda each: each.order)), phrases, open_from, open_phrases)


def _found(
    folded: Folded, lexicons: Lexicons, *, ended: bool
) -> tuple[list[Finding], tuple[tuple[Layer, int, int], ...]]:
    findings = list(_personal(folded, lexicons.personal))
    phrases = []
    for layer, matcher in lexicons.layers():
        for first, last, rule in matcher.find(folded.terms, ended=ended):
            start, end = folded.term_span(first, last)
            if rule.kind == "phrase":
                phrases.append((layer, start, end))
            else:
                findings.append(
                    Finding(
                        start=start,
                        end=end,
                        rule=rule.name,
                        category=rule.category,
                        confidence=rule.confidence,
                        stars=tuple(range(start, end)),
                        excused_by=layer,
                    )
                )
    return findings, tuple(phrases)


def _personal(folded: Folded, shapes: Shapes) -> Iterator[Finding]:
    for found in shapes.find(folded):
        start, end = folded.number_span(found.start, found.end)
        yield Finding(
            start=start,
            end=end,
            rule=f"personal:{found.name}",
            category=f"personal.{found.name}",
            confidence=1.0,
            stars=tuple(folded.number_place(star) for star in found.stars),
            excused_by="tenant",
        )
