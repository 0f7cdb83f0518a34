"""Find where the material that a turn uses openly contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chat.turn import Turn
from kit.database import run_unit
from knowledge.selectors import applies, disagreements
from knowledge.types import OverlapInfo, Passage


async def beside(turn: Turn, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages with those that openly contradict one of them, where who asks may read both and both apply to him."""
    if not passages:
        return passages
    there = {each.id for each in passages}
    sides = [side.passage for each in await conflicts(turn, there) for side in (each.first, each.second)]
    known = [part.attributes for part in turn.parts]
    more = [side for side in sides if side.id not in there and all(applies(side.audience, each) for each in known)]
    return (*passages, *{each.id: each for each in more}.values())


async def conflicts(turn: Turn, passage_ids: Iterable[UUID]) -> tuple[OverlapInfo, ...]:
    """The open conflicts in which one of the passages is a side, among what who asks may read."""
    return await run_unit(
        turn.request.tenant_id,
        disagreements,
        list(passage_ids),
        principal=turn.request.principal,
        base_ids=turn.bot.settings.base_ids,
    )
