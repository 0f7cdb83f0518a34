"""Fold text so that its disguises fall away, code point by code point, with exact places in both directions.

Every character is kept (as one character) or dropped. What happens to a character depends on it and on what came
before it, never on what follows, so that a stream folds as its whole does:

* letters and digits: compatibility form, lower case, no accents, simplified, look-alikes as Latin;
* invisible characters: dropped, but from the 17th in a row on each is a break;
* separators (white space, symbols, punctuation inside a clause): dropped after Chinese, one space after a Latin letter
  or digit, and from the fourth in a row on each is a break;
* punctuation that ends a clause: a break, which no term spans.
"""

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from zhconv.zhconv import getdict

from moderation.homoglyphs import lookalikes

BREAK, INVISIBLE, SEPARATOR = "\x00", "\x01", "\x02"
MOST_INVISIBLE, MOST_SEPARATORS = 16, 3

_CLAUSE_ENDS = frozenset(",;!?:。、！？；：，｡､︐︑︒︓︔︕︖﹐﹑﹒﹔﹕﹖﹗")
# The ranges in which a code point can fold to another or be dropped; all else is kept as it is.
_ACTIVE = ((0, 0x3400), (0xA000, 0xAC00), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F000, 0x1FC00), (0x2F800, 0x2FA20))
_DEFAULT_IGNORABLE = frozenset(
    [0x115F, 0x1160, 0x3164, 0xFFA0, 0x2065, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)]
)
_DASHES = frozenset("‐‑‒–—―−﹘﹣－")
_SHORT = 24

_Table = NDArray[np.uint32]


def fold_letter(character: str, alike: dict[int, int]) -> str:
    """The one character that a letter or digit is compared as, before traditional forms are simplified."""
    compatible = unicodedata.normalize("NFKC", character)
    letters = [each for each in compatible if each.isalnum()]
    plain = (letters[0] if len(letters) == 1 else character).lower()
    base = unicodedata.normalize("NFD", plain)
    if len(base) > 1 and all(unicodedata.category(mark) in ("Mn", "Me") for mark in base[1:]):
        plain = base[0]
    plain = chr(alike.get(ord(plain), ord(plain))) if len(plain) == 1 else character
    return str(unicodedata.digit(plain, plain))


def _kind(character: str) -> str:
    """ "": kept; otherwise the mark that stands for the character."""
    category = unicodedata.category(character)
    if character in _CLAUSE_ENDS:
        return BREAK
    if character in "\t\n\v\f\r\x85" or category[0] == "Z":
        return SEPARATOR
    if category in ("Cc", "Cf", "Mn", "Me") or ord(character) in _DEFAULT_IGNORABLE:
        return INVISIBLE
    return SEPARATOR if category[0] in "PS" else ""


def _simplified() -> Iterator[tuple[int, int]]:
    """Traditional characters with their simplified form, one to one."""
    table = {a: b for a, b in getdict("zh-hans").items() if len(a) == len(b) == 1}
    for source, first in table.items():
        target = first
        while table.get(target, target) != target:
            target = table[target]
        yield ord(source), ord(target)


class _Tables:
    """Code point → code point, twice: for terms (dropped characters are marks) and for numbers (punctuation stays)."""

    def __init__(self) -> None:
        self.terms: _Table = np.arange(0x110000, dtype=np.uint32)
        self.numbers: _Table = self.terms.copy()
        self._letters()
        for ignorable in _DEFAULT_IGNORABLE:
            self.terms[ignorable], self.numbers[ignorable] = ord(INVISIBLE), ord(BREAK)

    def _letters(self) -> None:
        alike, simple = lookalikes(), dict(_simplified())
        for traditional, simplified in simple.items():
            self.terms[traditional] = self.numbers[traditional] = simplified
        for code in (code for low, high in _ACTIVE for code in range(low, high) if not 0xD800 <= code < 0xE000):
            character = chr(code)
            letter = ord(fold_letter(character, alike))
            letter = simple.get(letter, letter)
            mark = "" if chr(letter).isalnum() else _kind(character)
            self.terms[code] = ord(mark) if mark else letter
            self.numbers[code] = ord(BREAK) if mark == INVISIBLE else ord(_punctuation(character)) if mark else letter


def _punctuation(character: str) -> str:
    """The ASCII form of a separator where it has one: numbers are written with dashes and spaces of many kinds."""
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


class _Lazy(dict[int, str]):
    """A translation table that fills itself from the big one: quick for the few characters of a delta."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, code: int) -> str:
        self[code] = chr(int(self._table[code]))
        return self[code]


Translate = Callable[[str], str]
_building = threading.Lock()
_translations: dict[str, Translate] = {}


def _translation(name: str) -> Translate:
    """`terms` or `numbers`. The tables take a tenth of a second, so they are made once, at the first use."""
    with _building:
        if not _translations:
            tables = _Tables()
            _translations["terms"] = _translate_with(tables.terms)
            _translations["numbers"] = _translate_with(tables.numbers)
    return _translations[name]


def _translate_with(table: _Table) -> Translate:
    lazy = _Lazy(table)

    def translate(text: str) -> str:
        if len(text) < _SHORT:
            return text.translate(lazy)
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return table.take(codes, mode="clip").tobytes().decode("utf-32-le", "surrogatepass")

    return translate


def _terms(text: str) -> str:
    return (_translations.get("terms") or _translation("terms"))(text)


def _numbers(text: str) -> str:
    return (_translations.get("numbers") or _translation("numbers"))(text)


# A look-behind that repeats the mark lets the search jump from mark to mark.
_LATE_INVISIBLE = re.compile(rf"{INVISIBLE}(?<={INVISIBLE}{{{MOST_INVISIBLE + 1}}})")
_LATE_SEPARATOR = re.compile(rf"{SEPARATOR}(?<={SEPARATOR}{{{MOST_SEPARATORS + 1}}})")
_WORD_GAP = re.compile(rf"{SEPARATOR}(?<=[a-z0-9]{SEPARATOR})")


def _places(marked: str, dropped: str) -> list[int] | NDArray[np.intp]:
    """The indices of `marked` that stay when `dropped` is taken out."""
    if len(marked) < _SHORT:
        return [place for place, character in enumerate(marked) if character != dropped]
    codes = np.frombuffer(marked.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (codes != ord(dropped)).nonzero()[0]


class Folded:
    """A folded text. `terms` is what terms are sought in; `numbers` keeps punctuation, for personal data."""

    def __init__(self, text: str) -> None:
        self.text = text
        marked = _terms(text)
        self._seen: list[int] | NDArray[np.intp] | None = None
        if INVISIBLE in marked:
            marked = _LATE_INVISIBLE.sub(BREAK, marked)
            self._seen = _places(marked, INVISIBLE)
            marked = marked.replace(INVISIBLE, "")
        if SEPARATOR in marked:
            if SEPARATOR * (MOST_SEPARATORS + 1) in marked:
                marked = _LATE_SEPARATOR.sub(BREAK, marked)
            marked = _WORD_GAP.sub(" ", marked)
        self._marked = marked
        self.terms = marked.replace(SEPARATOR, "")

    @cached_property
    def numbers(self) -> str:
        """Folded characters without the invisible ones; punctuation and white space in their ASCII form."""
        seen = self.text if self._seen is None else "".join([self.text[place] for place in self._seen])
        return _numbers(seen)

    @cached_property
    def _kept(self) -> list[int] | NDArray[np.intp] | None:
        return _places(self._marked, SEPARATOR) if SEPARATOR in self._marked else None

    def term_place(self, index: int) -> int:
        """Where the character `terms[index]` stands in the text; the text's length for the end."""
        if index >= len(self.terms):
            return len(self.text)
        return self.number_place(index if self._kept is None else int(self._kept[index]))

    def number_place(self, index: int) -> int:
        """Where the character `numbers[index]` stands in the text; the text's length for the end."""
        if self._seen is None:
            return index
        return int(self._seen[index]) if index < len(self._seen) else len(self.text)

    def terms_from(self, place: int) -> int:
        """The first index of `terms` whose character stands at `place` of the text or after it."""
        seen = self.numbers_from(place)
        return seen if self._kept is None else bisect_left(self._kept, seen)

    def numbers_from(self, place: int) -> int:
        """The same for `numbers`."""
        return place if self._seen is None else bisect_left(self._seen, place)

    def term_span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the text that `terms[start:end]` stands for, dropped ones inside included."""
        return self.term_place(start), self.term_place(end - 1) + 1

    def number_span(self, start: int, end: int) -> tuple[int, int]:
        return self.number_place(start), self.number_place(end - 1) + 1


def fold(text: str) -> Folded:
    """Fold `text`. Lone surrogates are kept as they are."""
    return Folded(text)


def fold_term(text: str) -> str:
    """A term as it is sought: folded, without space at its ends and without breaks."""
    return fold(text.strip()).terms.replace(BREAK, "").strip()


def is_word(character: str) -> bool:
    """Is this folded character a Latin letter or a digit, which stand in words?"""
    return character.isascii() and character.isalnum()


def words(characters: Iterable[str]) -> bool:
    return all(map(is_word, characters))
