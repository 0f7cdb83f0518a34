"""Weigh how far a passage carries a sentence: figures, names and content words. Straight text work, no model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kit.figures import Figure, figures
from kit.sentences import sentences

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")
_LIST_MARK = re.compile(
    r"^\s*(?:[-*•#>]+\s*)?(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、:：]\s*|第[一二三四五六七八九十\d]{1,3}[步点，,、]\s*)?"
)
# Characters that carry structure, not content.
_PARTICLES = frozenset(
    "的了是在有和与或及对为以可其这那您你我他她它们个等也就都而且并会要能将把被让从到于则若如果所由请吗呢吧啊哦根据按照资料显示关于因此另外"
)
_STOP = (
    "a an the and or of to in on at by for from with as is are was were be been being it its this that these those you "
    "your we our they their he she his her not no do does did can could may might must should shall will would if then "
    "than so such also per into about according based provided please have has had any all each every more most only "
    "there here which who whom what when where how why up out over under same other document documents material "
    "passage passages"
)
_STOP_WORDS = frozenset(_STOP.split())
_SUFFIX = re.compile(r"(?:ies|es|s|ing|ed|ly)$")


@dataclass(frozen=True)
class Content:
    """What a text says, in units that can be looked up in another text."""

    text: str

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return figures(_LIST_MARK.sub("", self.text, count=1))

    @cached_property
    def words(self) -> frozenset[str]:
        """Latin words, lower case, without endings and stop words."""
        found = {match.group().lower() for match in _LATIN.finditer(self._folded)}
        return frozenset(_stem(word) for word in found - _STOP_WORDS)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring Chinese characters, neither a particle."""
        runs = _HAN.findall(self._folded)
        return frozenset(a + b for run in runs for a, b in pairwise(run) if not {a, b} & _PARTICLES)

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset("".join(_HAN.findall(self._folded))) - _PARTICLES

    @cached_property
    def names(self) -> frozenset[str]:
        """Latin words that name something: codes, and capitalised words that do not open the sentence."""
        found = set()
        for match in _LATIN.finditer(self._folded):
            word = match.group()
            inside = re.search(r"[A-Z0-9]", word[1:]) is not None
            if inside or (word[0].isupper() and len(word) > 1 and not _opens(self._folded, match.start())):
                found.add(_stem(word.lower()))
        return frozenset(found - _STOP_WORDS)

    @cached_property
    def chinese(self) -> bool:
        """Whether it is mostly written in Chinese characters."""
        han = sum(len(run) for run in _HAN.findall(self.text))
        return han * 3 >= sum(len(word) for word in _LATIN.findall(self.text))

    @cached_property
    def weight(self) -> int:
        """How many units there are to look up."""
        return len(self.words) + len(self.pairs)

    @cached_property
    def _folded(self) -> str:
        return unicodedata.normalize("NFKC", self.text)

    def figures_in(self, sources: Iterable[Content]) -> bool:
        """Does every figure stand in one of `sources`?"""
        known = [figure for source in sources for figure in source.figures]
        return all(any(figure.agrees(other) for other in known) for figure in self.figures)

    def names_in(self, sources: Iterable[Content]) -> bool:
        known = frozenset[str]().union(*(source.words | source.names for source in sources))
        return self.names <= known

    def share_in(self, source: Content) -> float:
        """The share of this text's content (0–1) that `source` has: words and pairs, single characters at half weight."""
        found = len(self.words & source.words) + len(self.pairs & source.pairs)
        singles = len(self.characters & source.characters)
        total = self.weight + len(self.characters) / 2
        return (found + singles / 2) / total if total else 0.0


def best_quote(sentence: Content, passage: str) -> str:
    """The sentence of `passage`, verbatim, that `sentence` rests on most."""
    candidates = [each.text for each in sentences(passage)] or [passage]
    return max(candidates, key=lambda each: (_overlap(sentence, Content(each)), -len(each)))


def _overlap(sentence: Content, candidate: Content) -> float:
    shared = sum(any(figure.agrees(other) for other in candidate.figures) for figure in sentence.figures)
    return sentence.share_in(candidate) + 0.3 * shared


def _stem(word: str) -> str:
    return _SUFFIX.sub("", word) if len(word) > 4 and word.isalpha() else word


def _opens(text: str, at: int) -> bool:
    """Whether the word at `at` is the first of its sentence: its capital says nothing."""
    before = text[:at].rstrip(" \"'“‘(*-#")
    return not before or before[-1] in ".!?:;。！？：；\n|"
