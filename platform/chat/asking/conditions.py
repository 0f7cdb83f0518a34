"""Name the condition of a rule that is for some people only, where an answer begins to rest on it."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from chat.turn import Piece, Turn
from chat.wording import clarifying

_SENTENCE = re.compile(
    r"(?P<lead>\s*)(?P<said>(?=\S).*?(?P<marks>(?:\[\d{1,2}\])+))(?P<end>[。．.!！?？；;]?[”’\"'」』）)】]*\s*)",
    re.DOTALL,
)
_MARK = re.compile(r"\[(\d{1,2})\]")


async def stream(turn: Turn, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """Each sentence that rests on a rule for some, led by for whom, once where it changes."""
    conditions = Conditions(turn)
    async with aclosing(pieces):
        async for piece in pieces:
            yield replace(piece, text=conditions.led(piece.text)) if piece.text else piece


class Conditions:
    """What each passage of a turn is bound to, and what was named last."""

    def __init__(self, turn: Turn) -> None:
        self._language = turn.language
        self._bound = {n: _bound(turn, n - 1) for n in range(1, len(turn.passages) + 1)}
        self._last: tuple[str, ...] = ()

    def led(self, text: str) -> str:
        if not any(self._bound.values()):
            return text
        return _SENTENCE.sub(self._lead, text)

    def _lead(self, sentence: re.Match[str]) -> str:
        bound = [self._bound.get(int(n), ()) for n in _MARK.findall(sentence["marks"])]
        # A sentence that also rests on a rule for everybody is bound to nobody.
        said = tuple(dict.fromkeys(value for values in bound for value in values)) if all(bound) else ()
        if not said or said == self._last:
            return sentence[0]
        self._last = said
        return f"{sentence['lead']}{clarifying.condition(said, self._language)}{sentence['said']}{sentence['end']}"


def _bound(turn: Turn, at: int) -> tuple[str, ...]:
    """For whom a passage is, as the reader knows it: of what is known of him, only that; else every value it names."""
    passage = turn.passages[at]
    applied = next((part.attributes for part in turn.parts if passage.id in part.found), {})
    shown: list[str] = []
    for attribute in turn.attributes:
        values = [value for each in passage.audience.get(attribute.name, ()) if (value := attribute.value(each))]
        known = applied.get(attribute.name)
        shown += [attribute.shown(value, turn.language) for value in ([known] if known in values and known else values)]
    return tuple(shown)
