"""Answer a message part by part: each is answered, or said to be not in the material."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace

from chat.asking.viewing import added, numbers, renumbered, views
from chat.turn import Outcome, Piece, Refusal, Turn
from chat.wording import clarifying
from gateway.types import Usage

Answer = Callable[[Turn], AsyncGenerator[Piece]]


async def answered(turn: Turn, answer: Answer) -> AsyncGenerator[Piece]:
    """The pieces of `answer` for each part, numbered as the turn's passages are.

    Raises Refusal not_in_material where that is so of every part; other refusals end the turn wherever they come.
    """
    ones = views(turn)
    if len(ones) == 1:
        async with aclosing(answer(ones[0])) as pieces:
            async for piece in pieces:
                yield piece
        return
    series = Series(turn)
    for one in ones:
        async with aclosing(series.part(one, answer)) as pieces:
            async for piece in pieces:
                yield piece
    yield series.rest()


class Series:
    """The answers to the parts of one message, as far as they have come."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._said = False
        self._absent: list[str] = []
        self._refusal: Refusal | None = None
        self._used: Usage | None = None

    async def part(self, one: Turn, answer: Answer) -> AsyncGenerator[Piece]:
        """One part's pieces; none where the material does not say it."""
        places, apart = numbers(self._turn, one), self._said
        try:
            async with aclosing(answer(one)) as pieces:
                async for piece in pieces:
                    if piece.text and apart:
                        yield Piece(text="\n\n")
                        apart = False
                    self._said = self._said or bool(piece.text)
                    self._used = added(self._used, piece.usage)
                    yield replace(renumbered(piece, places), usage=self._used if piece.usage else None)
        except Refusal as refusal:
            if refusal.outcome is not Outcome.NOT_IN_MATERIAL:
                raise
            self._absent.append(one.masked)
            self._refusal = refusal

    def rest(self) -> Piece:
        """What is left to say of the parts that were not answered. Raises the refusal where none was."""
        if not self._said and self._refusal is not None:
            raise self._refusal
        lines = [clarifying.absent_part(each.strip("？?。 "), self._turn.language) for each in self._absent]
        return Piece(text="".join(f"\n\n{line}" for line in lines))
