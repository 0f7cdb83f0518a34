"""Journal, renew and watch the turns of this process: one short transaction per tenant and beat, however many there are."""

from __future__ import annotations

import asyncio
from time import monotonic
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog
from django.db import Error as DatabaseError

from chat.running.flight import Flight
from chat.services.journal import beat
from kit.database import run_unit

BEAT = 0.4
"""Seconds between two beats: a withdrawal or a switch is seen, and text is journaled, well within a second."""

log = structlog.get_logger(__name__)


class Keeper:
    """Keeps the running turns of one tenant on one event loop; rests while there are none."""

    def __init__(self, tenant_id: UUID) -> None:
        self._tenant_id = tenant_id
        self._flights: dict[UUID, Flight] = {}
        self._task: asyncio.Task[None] | None = None

    def join(self, turn_id: UUID, flight: Flight) -> None:
        self._flights[turn_id] = flight
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    def leave(self, turn_id: UUID) -> None:
        self._flights.pop(turn_id, None)

    async def _run(self) -> None:
        due = monotonic() + BEAT
        while self._flights:
            await asyncio.sleep(max(0.0, due - monotonic()))
            due = monotonic() + BEAT
            await self._beat()

    async def _beat(self) -> None:
        pulses = {turn_id: flight.pulse() for turn_id, flight in self._flights.items()}
        if not pulses:
            return
        try:
            stops = await run_unit(self._tenant_id, beat, pulses=tuple(pulses.values()))
        except DatabaseError as error:
            # The next beat tries again; meanwhile each flight holds its text back once it is too far ahead.
            log.warning("journal not written", turns=len(pulses), error=type(error).__name__)
            return
        for turn_id, flight in list(self._flights.items()):
            if turn_id in stops:
                flight.stop(stops[turn_id])
            elif turn_id in pulses:
                flight.noted(pulses[turn_id])


_keepers: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[UUID, Keeper]] = WeakKeyDictionary()


def keeper_of(tenant_id: UUID) -> Keeper:
    """The keeper of this tenant's turns on the running event loop."""
    keepers = _keepers.setdefault(asyncio.get_running_loop(), {})
    return keepers.setdefault(tenant_id, Keeper(tenant_id))
