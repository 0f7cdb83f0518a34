"""Find the passages that may answer. Sees only what the person who asks may read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from chat.running.conflicts import beside
from chat.turn import Part, Turn
from gateway.evidence.asides import without_asides
from kit.database import run_unit
from knowledge.selectors import Prepared, prepare, search
from knowledge.types import Filters, Passage


async def run(turn: Turn) -> Turn:
    """Search the bot's bases, once for each part. A bot without bases has no passages.

    Masked text is searched, without what only tells who asks: its embedding may be made elsewhere. It is made before a
    connection is taken.
    """
    if not turn.bot.settings.base_ids:
        return turn
    prepared = [await asyncio.to_thread(prepare, without_asides(part.question)) for part in turn.parts]
    found = await run_unit(turn.request.tenant_id, _found, turn, prepared)
    passages = merged(found, turn.bot.settings.passages)
    if turn.request.trial:
        passages = (turn.request.trial.passage, *passages)[: turn.bot.settings.passages]
    passages = await beside(turn, passages)
    parts = tuple(_with(part, each, passages) for part, each in zip(turn.parts, found, strict=True))
    return replace(turn, parts=parts, passages=passages)


def _found(turn: Turn, prepared: Sequence[Prepared]) -> list[tuple[Passage, ...]]:
    return [
        spoken_of(
            part,
            search(
                question=question,
                base_ids=turn.bot.settings.base_ids,
                principal=turn.request.principal,
                limit=turn.bot.settings.passages,
                filters=Filters(attributes=part.attributes),
            ),
        )
        for part, question in zip(turn.parts, prepared, strict=True)
    ]


def spoken_of(part: Part, found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Without what is for others than those that a question names: 北京和深圳 has no use for 成都."""
    return tuple(each for each in found if all(_may_hold(each, *named) for named in part.named.items()))


def _may_hold(passage: Passage, attribute: str, values: Sequence[str]) -> bool:
    bound = {value.casefold() for value in passage.audience.get(attribute, ())}
    return not bound or any(value.casefold() in bound for value in values)


def merged(found: Sequence[Sequence[Passage]], limit: int) -> tuple[Passage, ...]:
    """At most `limit` passages, at least two of each part: the best of each part first, then the second of each."""
    kept: dict[object, Passage] = {}
    for rank, row in enumerate(zip_longest(*found)):
        for passage in row:
            if passage is not None and (len(kept) < limit or rank < 2):
                kept.setdefault(passage.id, passage)
    return tuple(kept.values())


def _with(part: Part, found: Sequence[Passage], kept: Sequence[Passage]) -> Part:
    ids = {passage.id for passage in kept}
    return replace(part, found=tuple(passage.id for passage in found if passage.id in ids))
