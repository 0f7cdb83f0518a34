"""A stream begins when it is sure that it will; a resumed one begins at once."""

from collections.abc import AsyncIterator

import pytest

from chat.errors import TurnNotFound
from chat.running.beginning import begun, rejoined
from chat.turn import Closed, Failure, Opened, Outcome, Progress, Released, TurnEvent
from kit.ids import new_id
from labels.types import Label

LABEL = Label(text="AI", aigc={})
OPENED = Opened(turn_id=new_id(), conversation_id=new_id(), bot_version=1, replayed=True)
TEXT = Released(seq=2, text="年假", citations=(), label=LABEL)


def closed(error: Failure | None = None) -> Closed:
    return Closed(
        turn_id=OPENED.turn_id,
        outcome=Outcome.REFUSED,
        answer="",
        citations=(),
        label=LABEL,
        finish="stop",
        error=error,
    )


async def told(*events: TurnEvent, taken: list[TurnEvent]) -> AsyncIterator[TurnEvent]:
    for event in events:
        taken.append(event)
        yield event


async def nothing_there() -> AsyncIterator[TurnEvent]:
    raise TurnNotFound
    yield OPENED


async def test_a_turn_without_a_basis_is_a_failure_before_anything_is_sent() -> None:
    failure = Failure(code="consent_required", status=403, says="?")
    found, _events = await begun(told(OPENED, TEXT, closed(failure), taken=[]))
    assert found == failure


async def test_a_stream_begins_with_the_first_work() -> None:
    taken: list[TurnEvent] = []
    work = Progress(stage="retrieval", state="started")
    failure, events = await begun(told(OPENED, work, TEXT, closed(), taken=taken))
    assert (failure, taken) == (None, [OPENED, work])
    assert [event async for event in events] == [OPENED, work, TEXT, closed()]


async def test_a_resumed_turn_is_told_as_it_comes_and_not_at_its_end() -> None:
    taken: list[TurnEvent] = []
    events = await rejoined(told(OPENED, TEXT, closed(), taken=taken))
    assert [await anext(events), await anext(events)] == [OPENED, TEXT]
    assert taken == [OPENED, TEXT]


async def test_a_turn_that_is_not_there_has_a_status() -> None:
    with pytest.raises(TurnNotFound):
        await rejoined(nothing_there())
