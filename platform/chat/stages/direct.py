"""Has somebody answered this question already? Then that answer is given, word for word, and no model is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

from chat.citing.quoting import quoted
from chat.turn import Piece, Refusal, Turn
from chat.wording import notices
from kit.database import run_unit
from knowledge.selectors import match_pair, prepare
from knowledge.types import Filters, PairMatch

LONGEST_QUOTE = 400


async def run(turn: Turn) -> Turn:
    """The turn with the pair that answers it, and with that pair and what it rests on as its passages.

    Only a question that stands alone, and is one, can be answered so: what leans on the conversation is searched for.
    """
    match = turn.request.trial or await _match(turn)
    if match is None or not match.direct:
        return turn
    said = f"{match.pair_id} v{match.passage.version}: {match.score:.3f} of {match.threshold:.3f}"
    found = (match.passage, *match.sources)
    return replace(turn, direct=match, passages=found, versions={**turn.versions, "pair": said})


async def _match(turn: Turn) -> PairMatch | None:
    base_ids = turn.bot.settings.base_ids
    if not base_ids or len(turn.parts) != 1 or turn.parts[0].question.strip() != turn.masked.strip():
        return None
    return await run_unit(
        turn.request.tenant_id,
        match_pair,
        await asyncio.to_thread(prepare, turn.masked),
        base_ids,
        turn.request.principal,
        filters=Filters(attributes=turn.parts[0].attributes),
    )


async def stream(turn: Turn) -> AsyncGenerator[Piece]:
    """The answer as it was approved, cited to the pair and to what it rests on. Refuses where screening has stopped it."""
    if turn.direct is None:
        raise ValueError("no pair answers this turn")
    if turn.direct.passage.id not in {passage.id for passage in turn.passages}:
        raise Refusal("pair_withheld", "", notices.refused(turn.language))
    citations = tuple(quoted(passage, n, passage.text[:LONGEST_QUOTE]) for n, passage in enumerate(turn.passages, 1))
    marks = "".join(f"[{each.n}]" for each in citations)
    yield Piece(text=f"{turn.direct.passage.text} {marks}", citations=citations, finish="stop")
