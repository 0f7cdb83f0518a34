"""Hold a stream back until it is sure to begin, so that what goes wrong before has an HTTP status."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from chat.turn import Closed, Failure, Opened, Progress, TurnEvent

BEFORE_WORK = ("audit", "consent")
"""Stages whose end may still be an HTTP status: nothing has been promised to the client yet."""


async def begun(events: AsyncIterator[TurnEvent]) -> tuple[Failure | None, AsyncIterator[TurnEvent]]:
    """The failure of a turn that ended before its work began, or None, and all its events from the first on.

    Raises what `run_turn` raises before its first event.
    """
    held: list[TurnEvent] = []
    async for event in events:
        held.append(event)
        if promises(event):
            break
    last = held[-1] if held else None
    return (last.error if isinstance(last, Closed) else None), chained(held, events)


def promises(event: TurnEvent) -> bool:
    """Is the stream sure to begin once this has happened? A refusal's own words come before the end that names it."""
    if isinstance(event, Progress):
        return event.stage not in BEFORE_WORK
    return isinstance(event, Closed)


async def rejoined(events: AsyncIterator[TurnEvent]) -> AsyncIterator[TurnEvent]:
    """A resumed turn's events, each as it comes: what was released before has been promised already.

    Raises what `resume` raises before its first event.
    """
    return chained([await anext(events)], events)


async def chained(held: list[TurnEvent], events: AsyncIterator[TurnEvent]) -> AsyncIterator[TurnEvent]:
    """Closing this, as a client that leaves does, closes the turn."""
    async with aclosing(events):  # type: ignore[type-var]
        for event in held:
            yield event
        async for event in events:
            yield event


async def ends(events: AsyncIterator[TurnEvent]) -> tuple[Opened, Closed]:
    """The first and the last event of a turn. A client that leaves cancels the view, which closes the turn."""
    opened: Opened | None = None
    async with aclosing(events):  # type: ignore[type-var]
        async for event in events:
            if isinstance(event, Opened):
                opened = event
            if isinstance(event, Closed) and opened is not None:
                return opened, event
    raise RuntimeError("a turn ended without its last event")
