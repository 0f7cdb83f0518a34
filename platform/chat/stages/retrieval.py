"""Find the passages that may answer. Sees only what the person who asks may read."""

import asyncio
from dataclasses import replace

from chat.turn import Turn
from chat.wording.followups import standalone
from kit.database import run_unit
from knowledge.selectors import prepare, search


async def run(turn: Turn) -> Turn:
    """Search the bot's bases. A bot without bases has no passages.

    The masked question is searched: its embedding may be made elsewhere. It is made before a connection is taken.
    """
    settings = turn.bot.settings
    if not settings.base_ids:
        return turn
    question = standalone(turn.masked, turn.history)
    passages = await run_unit(
        turn.request.tenant_id,
        search,
        question=await asyncio.to_thread(prepare, question),
        base_ids=settings.base_ids,
        principal=turn.request.principal,
        limit=settings.passages,
    )
    return replace(turn, searched=question, passages=passages)
