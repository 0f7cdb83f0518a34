"""Find terms and allow-phrases in folded text, and tell from where one could still grow at its end."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from daachorse import CharwiseDoubleArrayAhoCorasick

from moderation.folding import is_word
from moderation.types import EntryKind


@dataclass(frozen=True, slots=True)
class Rule:
    """What an entry of a list says. `name` names the entry without quoting it."""

    kind: EntryKind
    category: str
    confidence: float
    name: str


Pattern = tuple[str, Rule]
"""A folded form of an entry; an entry may have several, and they share its rule."""
Place = tuple[int, int, Rule]


class Prefixes:
    """Which ends of a text are the beginning of one of these distinct strings? A sorted list answers in a few comparisons."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._sorted = sorted(texts)
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
        by_text: dict[str, tuple[Rule, ...]] = {}
        alone: dict[Rule, tuple[Rule, ...]] = {}
        for text, rule in patterns:
            single = alone.setdefault(rule, (rule,))
            by_text[text] = by_text[text] + single if text in by_text else single
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(by_text)) if by_text else None
        # By number of the automaton. A Latin end needs a look at the character beside it.
        self._rules = list(by_text.values())
        self._latin = bytes(is_word(text[0]) or is_word(text[-1]) for text in by_text)
        self.terms = Prefixes(text for text, rules in by_text.items() if any(rule.kind == "term" for rule in rules))
        self.phrases = Prefixes(text for text, rules in by_text.items() if any(rule.kind == "phrase" for rule in rules))

    def __len__(self) -> int:
        return len(self._rules)

    def find(self, text: str, *, ended: bool = True) -> list[Place]:
        """Every occurrence in folded `text`, overlapping ones too. `ended` says that nothing follows."""
        if self._automaton is None:
            return []
        places: list[Place] = []
        for start, end, number in self._automaton.find_overlapping(text):
            if self._latin[number] and not (begins_word(text, start) and ends_word(text, end, ended=ended)):
                continue
            places += [(start, end, rule) for rule in self._rules[number]]
        return places
