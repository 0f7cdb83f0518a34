"""The disguises of a term, made when a list is built: pinyin, initials, characters in two halves, spaced letters."""

import importlib
from collections.abc import Iterator

from moderation.folding import fold_term, is_word
from moderation.halves import HALVES

# Short syllables spell ordinary words of many languages; below these lengths a Latin spelling is not sought.
LEAST_PINYIN, LEAST_SYLLABLES, LEAST_INITIALS, LEAST_SPACED = 7, 2, 4, 4
_VOWELS = frozenset("aeiou")


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def forms(text: str) -> tuple[str, ...]:
    """The folded forms under which `text` is sought, the plain one first; none is shorter than two characters."""
    plain = fold_term(text)
    found = dict.fromkeys(each for each in (plain, *_spellings(plain)) if len(each) > 1)
    return tuple(found)


def _spellings(plain: str) -> Iterator[str]:
    if len(plain) > 1 and all(map(is_han, plain)):
        yield from _pinyin(plain)
        yield from _halved(plain)
    elif " " in plain or all(map(is_word, plain)):
        joined = plain.replace(" ", "")
        if all(map(is_word, joined)) and len(joined) >= LEAST_SPACED:
            yield joined
            yield " ".join(joined)


def _pinyin(plain: str) -> Iterator[str]:
    # The library takes 57 MiB; only a process that builds a list pays for it.
    syllables = [each for each in importlib.import_module("pypinyin").lazy_pinyin(plain) if each.isascii()]
    if len(syllables) != len(plain):
        return
    joined = "".join(syllables)
    if len(syllables) >= LEAST_SYLLABLES and len(joined) >= LEAST_PINYIN:
        yield joined
        yield " ".join(syllables)
    initials = "".join(each[0] for each in syllables)
    # Without a vowel it is no word; four consonants may still be a common abbreviation, five hardly.
    if len(initials) >= LEAST_INITIALS + 1 and not _VOWELS & set(initials):
        yield initials


def _halved(plain: str) -> Iterator[str]:
    """With every character in halves that has them, and with one of them at a time."""
    halves = [HALVES.get(character, character) for character in plain]
    if sum(len(half) > 1 for half in halves) > 1:
        yield "".join(halves)
    for place, half in enumerate(halves):
        if len(half) > 1:
            yield plain[:place] + half + plain[place + 1 :]
