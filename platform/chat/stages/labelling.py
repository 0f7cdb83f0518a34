"""Mark what leaves as machine-made. Never changes the answer."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from chat.running.evidence import written
from chat.services import label_turn
from chat.turn import Piece, Turn


async def run(turn: Turn) -> Turn:
    """Give the turn its label, once. Raises EvidenceUnavailable."""
    if turn.label is not None:
        return turn
    label = await written(turn.request.tenant_id, label_turn, turn_id=turn.id, language=turn.language)
    return replace(turn, label=label)


async def stream(turn: Turn, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """Put the label on every piece: nothing can leave without it."""
    label = (await run(turn)).label
    async with aclosing(pieces):
        async for piece in pieces:
            yield replace(piece, label=label)
