"""Say that the material disagrees with itself where an answer rests on a side of an open conflict, and cite both."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from chat.turn import Citation, Piece, Turn
from kit.database import run_unit
from knowledge.audiences import applies
from knowledge.selectors import disagreements
from knowledge.types import OverlapInfo, OverlapSide, Passage

_ENDS = "。！？；;.!? "


async def beside(turn: Turn, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages with those that openly contradict one of them, where who asks may read both and both apply to him."""
    if not passages:
        return passages
    there = {each.id for each in passages}
    sides = [side.passage for each in await _conflicts(turn, there) for side in (each.first, each.second)]
    known = [part.attributes for part in turn.parts]
    more = [side for side in sides if side.id not in there and all(applies(side.audience, each) for each in known)]
    return (*passages, *{each.id: each for each in more}.values())


async def stream(turn: Turn, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """The pieces as they are, and a sentence of the platform behind them for each conflict that the answer touched."""
    cited: set[UUID] = set()
    async with aclosing(pieces):
        async for piece in pieces:
            cited |= {each.passage_id for each in piece.citations}
            yield piece
    if cited:
        for each in await _conflicts(turn, cited):
            if (said := _said(turn, each)) is not None:
                yield said


async def _conflicts(turn: Turn, passage_ids: Iterable[UUID]) -> tuple[OverlapInfo, ...]:
    return await run_unit(
        turn.request.tenant_id,
        disagreements,
        list(passage_ids),
        principal=turn.request.principal,
        base_ids=turn.bot.settings.base_ids,
    )


def _said(turn: Turn, conflict: OverlapInfo) -> Piece | None:
    """The sentence, where screening let both sides through as they are written."""
    sides = (conflict.first, conflict.second)
    numbers = [_number(turn.passages, side) for side in sides]
    if None in numbers:
        return None
    citations = tuple(_citation(n, side) for n, side in zip(numbers, sides, strict=True) if n is not None)
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


def _citation(n: int, side: OverlapSide) -> Citation:
    passage = side.passage
    return Citation(
        n=n,
        passage_id=passage.id,
        document_id=passage.document_id,
        version_id=passage.version_id,
        document=passage.document,
        version=passage.version,
        page=passage.page,
        cell=passage.cell_of(side.says),
        quote=side.says,
    )
