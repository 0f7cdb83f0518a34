"""Take a question apart: what it is about, piece by piece, and the piece that its asking word points at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gateway.evidence.rarity import rarity
from gateway.evidence.terms import ASKING, STOP_WORDS, fold, stem, synonym_groups

_FRAME = re.compile(r"^(?:根据|按照|依据|依照|对于|关于|请问|according to|based on|per)[^，,。?？]{2,40}[，,]\s*")
_GAP = "\ue000"
_BREAKS = re.compile(r"[的，,。？?！!、；;：:（）()“”\"《》\s]|[和与及]|或者|还是|对于|[了吗呢]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9][a-z0-9.'’+#-]*")
_LITTLE = "我你您他她它们是被让这那最就才也都得地想"
SINGLE = 0.5
"""What a character alone counts where no pair with it is found, if it is no everyday one."""
RARE_ENOUGH = 0.3
NUMBER = 0.3
"""What a number of the question weighs: a rule gives a range, or a price for each, and seldom the number itself."""
SHORT = 4
"""Letters up to which a Latin word must stand as it is; longer ones may go on."""


@dataclass(frozen=True, slots=True)
class Item:
    """A character or a word of a question: it is said where one of `spelled` stands, in part where `single` does."""

    spelled: tuple[str, ...]
    single: str
    weight: float

    def said_in(self, folded: str) -> float:
        """0–1; `folded` has a space before each Latin word."""
        if any(each in folded for each in self.spelled):
            return 1.0
        return SINGLE if self.single and self.single in folded else 0.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a question. `focus`: its asking word stands beside it."""

    items: tuple[Item, ...]
    focus: bool = False

    @property
    def weight(self) -> float:
        return sum(item.weight for item in self.items)


def share(items: Iterable[Item], folded: str) -> float:
    """How much of the items' weight the text says, 0–1; 1 where nothing weighs."""
    held = [(item.weight, item.said_in(folded)) for item in items]
    total = sum(weight for weight, _ in held)
    return sum(weight * said for weight, said in held) / total if total else 1.0


@lru_cache(maxsize=512)
def chunks(question: str) -> tuple[Chunk, ...]:
    """The pieces in order; none where the question has no telling word."""
    text = _FRAME.sub("", fold(question)) or fold(question)
    if not _HAN.search(text):
        return _english(text)
    likes = _likes(text)
    for word in ASKING:
        text = text.replace(word, _GAP)
    found = []
    for part in _BREAKS.split(text):
        pieces = part.split(_GAP)
        found += [Chunk(items, len(pieces) > 1) for piece in pieces if (items := _items(piece, likes))]
    if found and not any(chunk.focus for chunk in found):
        found[-1] = Chunk(found[-1].items, True)
    return tuple(found)


def _likes(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words of the text with the others that say the same."""
    return tuple((word, group) for group in synonym_groups() for word in group if word in text and len(word) > 1)


def _items(piece: str, likes: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Item, ...]:
    found: list[Item] = []
    for run in _HAN.findall(piece):
        kept = run.strip(_LITTLE)
        found += [_character(kept, place, likes) for place in range(len(kept))]
    return tuple(found) + tuple(_word(word) for word in _WORD.findall(piece) if word not in STOP_WORDS)


def _character(run: str, place: int, likes: Sequence[tuple[str, tuple[str, ...]]]) -> Item:
    """It weighs as its more ordinary pair does: the other one may only lie across two words."""
    pairs = tuple(run[at : at + 2] for at in (place - 1, place) if at >= 0 and at + 2 <= len(run))
    others = tuple(
        other
        for word, group in likes
        if word in run and run.find(word) <= place < run.find(word) + len(word)
        for other in group
    )
    single = run[place]
    if not pairs:
        return Item((single, *others), "", SINGLE * rarity(single))
    weight = min(rarity(pair) for pair in pairs)
    return Item((*pairs, *others), single if rarity(single) >= RARE_ENOUGH else "", weight)


def _word(word: str) -> Item:
    root = stem(word)
    spelled = (f" {root}",) if len(root) >= SHORT else (f" {word} ", f" {root} ")
    return Item(spelled, "", NUMBER if word.isdigit() else rarity(root))


def _english(text: str) -> tuple[Chunk, ...]:
    """Runs of content words; the first, behind the asking word, is the focus."""
    found: list[Chunk] = []
    run: list[Item] = []
    for word in [*_WORD.findall(text), "the"]:
        if word not in STOP_WORDS:
            run.append(_word(word))
        elif run:
            found.append(Chunk(tuple(run), not found))
            run = []
    return tuple(found)


def without_names(question: str, names: str) -> str:
    """The question without the frame that names its source, and without stretches of the names of what it is asked of;
    the question itself where nothing would be left."""
    left = _FRAME.sub("", fold(question))
    at = 0
    while at < len(left) - 2:
        end = at + 3
        while end <= len(left) and left[at:end].strip() and left[at:end] in names:
            end += 1
        if end - 1 - at >= 3 and _HAN.search(left[at : end - 1]):
            left = left[:at] + left[end - 1 :]
        else:
            at += 1
    return left if len(left) >= 4 else question


_SPACES = re.compile(r"\s+")
_BOUNDARY = re.compile(r"(?<![a-z0-9])(?=[a-z0-9])|(?<=[a-z0-9])(?![a-z0-9])")


def spaced(text: str) -> str:
    """`text` folded, with a space around each Latin word and number, as `said_in` needs it."""
    return _SPACES.sub(" ", _BOUNDARY.sub(" ", fold(text)))
