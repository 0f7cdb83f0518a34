"""Find terms and allow-phrases in folded text, and tell from where one could still grow at its end."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.folding import is_word
from moderation.types import EntryKind


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded form of an entry. `rule` names the entry, which may have several forms."""

    text: str
    kind: EntryKind
    category: str
    confidence: float
    rule: str


Place = tuple[int, int, Pattern]


class Prefixes:
    """Which ends of a text are the beginning of one of these strings? A sorted list answers in a few comparisons."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._sorted = sorted(set(texts))
        self._first = frozenset(text[0] for text in self._sorted)
        self._longest = max(map(len, self._sorted), default=0)

    def open_from(self, text: str, since: int) -> int:
        """The first index from `since` at which a string begins that the next character could complete, extend or, where
        it ends in a Latin letter or digit, undo; `len(text)` if there is none."""
        for index in range(max(since, len(text) - self._longest), len(text)):
            if text[index] in self._first and begins_word(text, index) and self._grows(text[index:]):
                return index
        return len(text)

    def _grows(self, tail: str) -> bool:
        place = bisect_left(self._sorted, tail)
        if place < len(self._sorted) and self._sorted[place] == tail:
            if is_word(tail[-1]):
                return True
            place += 1
        return place < len(self._sorted) and self._sorted[place].startswith(tail)


def begins_word(text: str, index: int) -> bool:
    """Latin letters and digits match whole words only: no word may have begun before `index`."""
    return index == 0 or not (is_word(text[index]) and is_word(text[index - 1]))


def ends_word(text: str, index: int, *, ended: bool) -> bool:
    """The same for the end; where the text goes on beyond what is known, a word may go on too."""
    if not is_word(text[index - 1]):
        return True
    return ended if index == len(text) else not is_word(text[index])


class Matcher:
    """An automaton over patterns, built once and never changed; safe to share between threads."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        by_text: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            by_text.setdefault(pattern.text, []).append(pattern)
        # Per number of the automaton: whether an end is Latin and needs a look around, and what the string stands for.
        self._held = [(is_word(text[0]) or is_word(text[-1]), held) for text, held in by_text.items()]
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(by_text)) if by_text else None
        self.terms = Prefixes(text for text, held in by_text.items() if any(p.kind == "term" for p in held))
        self.phrases = Prefixes(text for text, held in by_text.items() if any(p.kind == "phrase" for p in held))

    def __len__(self) -> int:
        return len(self._held)

    def find(self, text: str, *, ended: bool = True) -> list[Place]:
        """Every occurrence in folded `text`, overlapping ones too. `ended` says that nothing follows."""
        if self._automaton is None:
            return []
        places: list[Place] = []
        for start, end, number in self._automaton.find_overlapping(text):
            latin, held = self._held[number]
            if latin and not (begins_word(text, start) and ends_word(text, end, ended=ended)):
                continue
            places += [(start, end, pattern) for pattern in held]
        return places
