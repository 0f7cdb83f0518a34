"""Go on showing a turn to a client that came back, from its journal, whichever process runs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID

from chat.selectors.turns import Journal, journal
from chat.services import touch
from chat.turn import Released, TurnEvent
from kit.database import run_unit
from tenants.types import Subject

LOOKS_EVERY = 0.3
"""Seconds between two looks at the journal."""


async def resume(*, tenant_id: UUID, turn_id: UUID, subject: Subject, after_seq: int = 0) -> AsyncGenerator[TurnEvent]:
    """Opened, what was released after the first `after_seq` characters, and Closed.

    While it is iterated the turn runs on. Raises TurnNotFound, also for another subject's turn.
    """
    seen = await run_unit(tenant_id, _look, turn_id=turn_id, subject=subject.ref)
    yield seen.opened
    sent = max(after_seq, 0)
    while True:
        if len(seen.text) > sent:
            yield _news(seen, sent)
            sent = len(seen.text)
        if seen.end is not None:
            yield seen.end.closed
            return
        await asyncio.sleep(LOOKS_EVERY)
        seen = await run_unit(tenant_id, _look, turn_id=turn_id, subject=subject.ref)


def _look(*, turn_id: UUID, subject: str) -> Journal:
    seen = journal(turn_id=turn_id, subject=subject)
    if seen.end is None:
        touch(turn_id=turn_id)
    return seen


def _news(seen: Journal, sent: int) -> Released:
    text = seen.text[sent:]
    fresh = tuple(each for each in seen.citations if f"[{each.n}]" in text)
    return Released(seq=len(seen.text), text=text, citations=fresh, label=seen.label)
