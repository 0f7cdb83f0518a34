"""Cut Chinese and English text into sentences. Pure text in, offsets out; used by passages, extractive answers and grounding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN_ENDS = "。！？；…"
CLOSERS = "”’\"'」』）)】》]〕"
# A full stop ends an English sentence only before space or end, and not after these.
ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sr",
        "jr",
        "st",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "cf",
        "no",
        "nos",
        "fig",
        "figs",
        "sec",
        "eq",
        "vol",
        "art",
        "approx",
        "dept",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.k",
        "a.m",
        "p.m",
        "p",
        "pp",
        "tel",
        "ext",
        "incl",
        "max",
        "min",
    ]
)
_END = re.compile(rf"[{HAN_ENDS}]+[{re.escape(CLOSERS)}]*|[.!?]+[{re.escape(CLOSERS)}]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_GOES_ON = re.compile(r"\s+[a-z]")
_LOOK_BACK = 40  # characters that tell an abbreviation
_LIST_NUMBER = re.compile(r"(?:^|\s)\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z])$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: `text == source[start:end]`, without white space around it."""

    text: str
    start: int
    end: int


def is_han(character: str) -> bool:
    """Whether it is a Chinese character or full-width punctuation, next to which no space is written."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
        or ("\U00020000" <= character <= "\U0003ffff")
    )


def sentences(text: str) -> tuple[Sentence, ...]:
    """All sentences in order. Nothing but white space lies between them; a text without end marks is one sentence."""
    return tuple(sentence for sentence in _cut(text) if sentence.text)


def _cut(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if match.group()[0] == "." and not _ends_sentence(text, start, match):
            continue
        yield _trimmed(text, start, match.end())
        start = match.end()
    yield _trimmed(text, start, len(text))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the full stop is the end, rather than part of an abbreviation, an initial or a list number."""
    if len(match.group()) > 1 and match.group()[1] == ".":
        return _GOES_ON.match(text, match.end()) is None
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    if _LIST_NUMBER.fullmatch(before.strip()):
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    name = word.group(1)
    initial = len(name) == 1 and name.isupper() and name != "I"
    return not (initial or (name.lower() in ABBREVIATIONS and match.end() < len(text)))


def _trimmed(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    kept = piece.strip()
    return Sentence(kept, start + left, start + left + len(kept))
