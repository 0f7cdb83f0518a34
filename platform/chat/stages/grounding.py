"""Give whole sentences with checked citations. A model's mark is a proposal; a sentence with a figure that no passage
holds is kept back, and so is an answer that rests on nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from chat.citing.grounds import Grounds
from chat.turn import Outcome, Piece, Refusal, Turn
from chat.wording import notices
from knowledge.selectors import support

CLEARLY_ABSENT = 0.1
"""Support below which no model is asked. On real questions, two in a hundred that can be answered lie below it."""


async def run(turn: Turn) -> Turn:
    """A bot with bases goes on only with a passage that reaches its threshold, and where the passages may hold the answer
    to a part of what is asked: what is clearly absent costs no model's time."""
    settings = turn.bot.settings
    if not settings.base_ids:
        return turn
    if not any(each.score >= settings.threshold for each in turn.passages):
        raise not_in_material(turn)
    if await asyncio.to_thread(_support, turn) < CLEARLY_ABSENT:
        raise not_in_material(turn)
    return turn


def _support(turn: Turn) -> float:
    questions = [part.question for part in turn.parts] or [turn.masked]
    return max(support(question, turn.passages) for question in questions)


async def stream(turn: Turn, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """Sentences with `[n]` and the citations behind them, one piece for each that came, and one for the rest.

    Refuses with not_in_material when the answer ends and no sentence of it rests on a passage. A bot without bases has
    nothing to cite: its text goes through as it is.
    """
    async with aclosing(pieces):
        if not turn.bot.settings.base_ids:
            async for piece in pieces:
                yield piece
            return
        grounds = Grounds(turn.passages, turn.masked)
        async for piece in pieces:
            yield grounds.take(piece)
        yield grounds.finish()
        if not grounds.supported:
            raise not_in_material(turn)


def not_in_material(turn: Turn) -> Refusal:
    notice = notices.not_in_material(turn.language, turn.bot.settings.contact)
    return Refusal("not_in_material", "", notice, outcome=Outcome.NOT_IN_MATERIAL)
