"""Everything that lexicons and detectors find in a text, and from where at its end something could still grow."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
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
    """What was found in one text, in order of place. `folded` is that text.

    `phrases` are the places of allow-phrases, `open_phrases` the place from which one could still grow, per layer; from
    `open_from` on something that was not found yet could grow.
    """

    folded: Folded
    findings: tuple[Finding, ...]
    phrases: tuple[tuple[int, int, Layer], ...]
    open_from: int
    open_phrases: tuple[tuple[Layer, int], ...]
    reach: int = 0
    """The length of the longest phrase that was found."""

    def excused(self, finding: Finding, until: int) -> bool:
        """Does an allow-phrase that ends at `until` or before excuse it?"""
        return finding.excused_by is not None and any(
            layer == finding.excused_by and finding.end <= end <= until for end, layer in self._around(finding)
        )

    def _around(self, finding: Finding) -> Iterator[tuple[int, Layer]]:
        """The ends of phrases that begin at the finding or before it: nearest first, no farther than one can reach."""
        place = bisect_right(self.phrases, finding.start, key=lambda phrase: phrase[0])
        while place and self.phrases[place - 1][0] >= finding.start - self.reach:
            place -= 1
            yield self.phrases[place][1:]

    def standing(self, stops: Callable[[Finding], bool], since: int, safe: int, others: list[Finding]) -> list[Finding]:
        """The findings that begin in `since:safe` and are not excused, with `others`, in order of place.

        A phrase that the text stops inside excuses nothing: its beginning alone would show the term without its excuse.
        """
        held: list[Finding] = list(others)
        excused: list[Finding] = []
        for finding in self.findings:
            if since <= finding.start < safe:
                (excused if self.excused(finding, safe) else held).append(finding)
        while True:
            stop = min((finding.start for finding in held if stops(finding)), default=safe)
            fallen = [each for each in excused if each.start < stop and not self.excused(each, stop)]
            if not fallen:
                return sorted(held, key=lambda finding: finding.order)
            held += fallen
            excused = [each for each in excused if each.start >= stop or self.excused(each, stop)]

    def context_from(self, place: int) -> int:
        """The first character that a rule about something at `place` or later can look back to."""
        return self.folded.number_place(max(0, self.folded.numbers_from(place) - CONTEXT))

    def undecided_from(self, since: int, limit: int) -> int:
        """The first character in `since:limit` that belongs to something that what follows could complete, undo or
        excuse, or whose excuse reaches into what is undecided; `limit` if there is none."""
        safe = min(self.open_from, limit)
        while True:
            within = (each for each in self.findings if since <= each.start < safe)
            waiting = min((each.start for each in within if not self._settled(each, safe)), default=safe)
            if waiting == safe:
                return safe
            safe = waiting

    def _settled(self, finding: Finding, safe: int) -> bool:
        if self.excused(finding, safe):
            return True
        awaited = any(layer == finding.excused_by and place <= finding.start for layer, place in self.open_phrases)
        return not awaited and not self.excused(finding, len(self.folded.text))


def scan(text: str, lexicons: Lexicons) -> Scan:
    """Scan a whole text: nothing is open."""
    folded = fold(text)
    findings, phrases = _found(folded, lexicons, ended=True)
    return Scan(folded, findings, phrases, len(text), (), _longest(phrases))


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
    return Scan(folded, findings, phrases, open_from, open_phrases, _longest(phrases))


def _longest(phrases: tuple[tuple[int, int, Layer], ...]) -> int:
    return max((end - start for start, end, _ in phrases), default=0)


def _found(
    folded: Folded, lexicons: Lexicons, *, ended: bool
) -> tuple[tuple[Finding, ...], tuple[tuple[int, int, Layer], ...]]:
    findings = list(_personal(folded, lexicons.personal))
    phrases = []
    for layer, matcher in lexicons.layers():
        for first, last, rule in matcher.find(folded.terms, ended=ended):
            start, end = folded.term_span(first, last)
            if rule.kind == "phrase":
                phrases.append((start, end, layer))
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
    return tuple(sorted(findings, key=lambda each: each.order)), tuple(sorted(phrases))


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
