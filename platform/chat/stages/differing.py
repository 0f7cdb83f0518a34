"""Say that the material disagrees with itself where an answer rests on a side of an open conflict, and cite both."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from chat.citing.quoting import quoted
from chat.running.conflicts import conflicts
from chat.turn import Piece, Turn
from knowledge.types import OverlapInfo, OverlapSide, Passage

_ENDS = "。！？；;.!? "


async def stream(turn: Turn, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """The pieces as they are, and a sentence of the platform behind them for each conflict that the answer touched."""
    cited: set[UUID] = set()
    async with aclosing(pieces):
        async for piece in pieces:
            cited |= {each.passage_id for each in piece.citations}
            yield piece
    if cited:
        for each in await conflicts(turn, cited):
            if (said := _said(turn, each)) is not None:
                yield said


def _said(turn: Turn, conflict: OverlapInfo) -> Piece | None:
    """The sentence, where screening let both sides through as they are written."""
    sides = (conflict.first, conflict.second)
    numbers = [_number(turn.passages, side) for side in sides]
    if None in numbers:
        return None
    citations = tuple(
        quoted(side.passage, n, side.says) for n, side in zip(numbers, sides, strict=True) if n is not None
    )
    first, second = (f"“{side.says.strip(_ENDS)}”[{each.n}]" for side, each in zip(sides, citations, strict=True))
    with translation.override(turn.language):
        says = _("The material disagrees with itself: %(first)s; %(second)s.") % {"first": first, "second": second}
    return Piece(text=f"\n\n{says}", citations=citations)


def _number(passages: Sequence[Passage], side: OverlapSide) -> int | None:
    """The number of a side among the turn's passages. A masked one no longer holds the sentence word for word."""
    for n, each in enumerate(passages, 1):
        if each.id == side.passage.id and side.says in each.text:
            return n
    return None
