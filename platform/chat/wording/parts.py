"""Cut a message that asks several things into its questions, by straight rules; each must be able to stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chat.wording.followups import HAN, standalone

MOST_PARTS = 3
"""Questions that are searched one by one; what is asked beyond them stays with the last."""
SHORTEST = 3
_ASKED = re.compile(r"[^？?\n]+[？?]+|[^？?\n]+")
_NUMBER = re.compile(r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．:：]\s*|[-*•]\s+)")
_CUE_ZH = re.compile(
    r"多少|几|多久|多长|多大|多高|什么|怎么|怎样|如何|哪|谁|是否|能不能|可不可以|要不要|有没有|是不是|会不会|吗|呢"
)
_CUE_EN = re.compile(
    r"^(?:and |also |or )?(?:how|what|when|where|who|whom|whose|which|why|can|could|may|do|does|did|is|are|will|would|should)\b",
    re.IGNORECASE,
)
_JOINED_ZH = re.compile(
    r"[，,；;。]\s*(?=(?:另外|还有|以及|同时|此外|再问|顺便|还想问|并且))(?:另外|还有|以及|同时|此外|再问一下|再问|顺便问一下|顺便|还想问一下|还想问|并且)[，, ]?"
)
_JOINED_EN = re.compile(r"[,;]?\s+and\s+(?=(?:how|what|when|where|who|which|why)\b)", re.IGNORECASE)
_EACH_ZH = re.compile(
    r"^(?P<names>[^？?，,。和与跟及、]{2,12}(?:[、和与跟及][^？?，,。和与跟及、的]{2,12}){1,2})(?P<rest>(?:分别|各自|各)(?:都|是|有|为|要|能|可以)?.+)$"
)
_NAMES_ZH = re.compile(r"[、和与跟及]")
_LEADS_ZH = re.compile(r"^(?:分别|各自|各)(?:都)?")


@dataclass(frozen=True, slots=True)
class Parts:
    """The questions of a message, each standing alone. `sure`: the rules know what was meant."""

    questions: tuple[str, ...]
    sure: bool = True


def parts_of(message: str, before: Sequence[str] = (), alike: Iterable[Sequence[str]] = ()) -> Parts:
    """The questions of a message; one for most messages. Each is made standalone with the one before it, the first with
    those asked `before`, oldest first; `alike` as in `standalone`.

    What is said around the questions, such as where somebody works, stands before each.
    """
    kinds = [tuple(kind) for kind in alike]
    told, asked = _sorted(message.strip())
    standing = _standing([part for question in asked for part in _each(question)], before, kinds)
    if len(standing) < 2:
        return _whole(message.strip(), told, asked, before, kinds)
    kept, rest = standing[: MOST_PARTS - 1], standing[MOST_PARTS - 1 :]
    return Parts(tuple(f"{told}{part}" for part in (*kept, " ".join(rest)) if part))


def _whole(message: str, told: str, asked: list[str], before: Sequence[str], kinds: Sequence[Sequence[str]]) -> Parts:
    """A message with one question: what it tells stays in front, whatever the question leans on."""
    alone = standalone(asked[0] if told and len(asked) == 1 else message, before, kinds)
    if told and len(asked) == 1:
        alone = replace(alone, text=f"{told}{alone.text}" if alone.changed else message)
    return Parts((alone.text,), alone.sure)


def _standing(found: list[str], before: Sequence[str], kinds: Sequence[Sequence[str]]) -> list[str]:
    """The parts, each standing alone; one that only asks on, such as 怎么做？, stays with the one before it."""
    standing: list[str] = []
    for part in found:
        alone = standalone(part, standing[-1:] or before, kinds)
        if not standing or (alone.sure and (alone.changed or _says_enough(part))):
            standing.append(alone.text)
        else:
            standing[-1] += f" {part}"
    return standing


def _sorted(message: str) -> tuple[str, list[str]]:
    """(what the message tells, the questions that it asks)."""
    told, asked = "", []
    for piece in _ASKED.findall(message):
        plain = _NUMBER.sub("", piece).strip()
        if len(plain.strip("？? ")) < SHORTEST:
            continue
        pieces = [each.strip() for each in _cut(plain) if len(each.strip("？? ，,。")) >= SHORTEST]
        for each in pieces:
            if asks(each):
                asked.append(each)
            elif not asked:
                told += each.rstrip("，,。. ") + ("，" if HAN.search(each) else ", ")
            else:
                asked[-1] += f" {each}"
    return told, asked


def _cut(piece: str) -> list[str]:
    """One sentence where it was joined from two questions; a statement before the question comes first."""
    chinese = HAN.search(piece)
    halves = (_JOINED_ZH if chinese else _JOINED_EN).split(piece)
    if len(halves) > 1 and all(asks(half) for half in halves):
        return halves
    lead, stop, rest = piece.rpartition("。" if chinese else ". ")
    return [lead, rest] if stop and not asks(lead) and asks(rest) else [piece]


def _each(question: str) -> list[str]:
    """年假和病假分别几天 as two questions."""
    found = _EACH_ZH.match(question)
    if found is None or not _CUE_ZH.search(found["rest"]):
        return [question]
    rest = _LEADS_ZH.sub("", found["rest"])
    return [f"{name.strip()}{rest}" for name in _NAMES_ZH.split(found["names"])]


def asks(text: str) -> bool:
    """Does it ask something, by its words?"""
    if HAN.search(text):
        return bool(_CUE_ZH.search(text))
    return bool(_CUE_EN.match(text.strip())) or text.endswith("?")


def _says_enough(text: str) -> bool:
    """Is there a subject beside what asks?"""
    return not HAN.search(text) or len(_CUE_ZH.sub("", text).strip("？?，,。 ")) >= SHORTEST
