"""A fair queue before each model: places for a few calls at a time, given to the waiting tenants in turn.

Kept in one process. Several web processes each give out their own places, so a card's `parallel` counts per process.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID
from weakref import WeakKeyDictionary

from gateway.errors import GatewayBusy

LONGEST_QUEUE = 256
"""Waiting calls per model from which on a new one is turned away."""


@dataclass(eq=False, slots=True)
class Ticket:
    """A call's place. `moved` is set when the place changes; 0 means that it may go."""

    tenant_id: UUID
    place: int = -1
    moved: asyncio.Event = field(default_factory=asyncio.Event)


class Lane:
    """The queue before one model."""

    def __init__(self) -> None:
        self._busy = 0
        self._waiting: OrderedDict[UUID, deque[Ticket]] = OrderedDict()

    def enter(self, tenant_id: UUID, parallel: int) -> Ticket:
        """A ticket, with place 0 where a place was free. Raises GatewayBusy when too many wait."""
        if sum(map(len, self._waiting.values())) >= LONGEST_QUEUE:
            raise GatewayBusy(retry_after=10)
        ticket = Ticket(tenant_id)
        self._waiting.setdefault(tenant_id, deque()).append(ticket)
        self._fill(parallel)
        return ticket

    def leave(self, ticket: Ticket, parallel: int) -> None:
        """Give the place back, or stop waiting for one."""
        if ticket.place == 0:
            self._busy -= 1
        elif queue := self._waiting.get(ticket.tenant_id):
            queue.remove(ticket)
            if not queue:
                del self._waiting[ticket.tenant_id]
        self._fill(parallel)

    def _fill(self, parallel: int) -> None:
        while self._waiting and self._busy < parallel:
            self._admit()
        self._number()

    def _admit(self) -> None:
        """The longest waiting call of the tenant whose turn it is; then that tenant goes to the end of the row."""
        tenant_id, queue = next(iter(self._waiting.items()))
        ticket = queue.popleft()
        if queue:
            self._waiting.move_to_end(tenant_id)
        else:
            del self._waiting[tenant_id]
        self._busy += 1
        ticket.place = 0
        ticket.moved.set()

    def _number(self) -> None:
        """Places in the order in which the tickets will be admitted: one per tenant, round after round."""
        order = sorted(
            (nth, turn, ticket)
            for turn, queue in enumerate(self._waiting.values())
            for nth, ticket in enumerate(queue)
        )  # fmt: skip
        for place, (_, _, ticket) in enumerate(order, 1):
            if ticket.place != place:
                ticket.place = place
                ticket.moved.set()


_lanes: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[UUID, Lane]] = WeakKeyDictionary()


def lane(card_id: UUID) -> Lane:
    """The lane of a card in the running loop."""
    return _lanes.setdefault(asyncio.get_running_loop(), {}).setdefault(card_id, Lane())


@asynccontextmanager
async def waiting(card_id: UUID, tenant_id: UUID, parallel: int) -> AsyncIterator[AsyncIterator[int]]:
    """Iterate over the places (1 is next) until it is this call's turn; leaving the block gives the place back."""
    held = lane(card_id)
    ticket = held.enter(tenant_id, parallel)
    try:
        yield _places(ticket)
    finally:
        held.leave(ticket, parallel)


async def _places(ticket: Ticket) -> AsyncIterator[int]:
    while ticket.place:
        ticket.moved.clear()
        yield ticket.place
        if ticket.place:
            await ticket.moved.wait()
