"""A client that comes back goes on where it was, from the journal."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chat.errors import TurnNotFound
from chat.pipeline import resume, run_turn
from chat.turn import Closed, Opened, Outcome, Released, TurnEvent
from tenants.types import Subject
from tests.cast import Person
from tests.chat.conftest import Model, Room
from tests.chat.running.test_flight import turn_of, until

pytestmark = pytest.mark.django_db(transaction=True)


async def all_of(events: AsyncIterator[TurnEvent]) -> list[Any]:
    return [event async for event in events]


def text_of(events: list[Any]) -> str:
    return "".join(event.text for event in events if isinstance(event, Released))


async def test_what_was_missed_is_told_and_the_rest_as_it_comes(free_room: Room, model: Model) -> None:
    model.says = ("一", "二", "三", 0.6, "四", "五", 0.6, "六")
    seen = await until(run_turn(free_room.request()), Released)
    had = text_of(seen)
    subject = free_room.request().subject
    rest = await all_of(
        resume(tenant_id=free_room.tenant.id, turn_id=turn_of(seen), subject=subject, after_seq=len(had))
    )
    assert isinstance(rest[0], Opened)
    assert had + text_of(rest) == "一二三四五六"
    assert rest[-1].outcome is Outcome.ANSWERED
    assert len([event for event in rest if isinstance(event, Released)]) >= 2


async def test_a_turn_that_ended_meanwhile_is_told_to_its_end(room: Room) -> None:
    told = await room.ask()
    events = await all_of(
        resume(tenant_id=room.tenant.id, turn_id=told.opened.turn_id, subject=room.request().subject, after_seq=5)
    )
    assert text_of(events) == told.text[5:]
    assert events[-1] == told.closed


async def test_whoever_has_everything_gets_the_end_only(room: Room) -> None:
    told = await room.ask()
    events = await all_of(
        resume(tenant_id=room.tenant.id, turn_id=told.opened.turn_id, subject=room.request().subject, after_seq=10_000)
    )
    assert [type(event) for event in events] == [Opened, Closed]


async def test_another_person_s_turn_is_not_found(room: Room, ben: Person) -> None:
    told = await room.ask()
    stranger = Subject(tenant_id=room.tenant.id, channel="console", external_id=str(ben.principal.id))
    with pytest.raises(TurnNotFound):
        await all_of(resume(tenant_id=room.tenant.id, turn_id=told.opened.turn_id, subject=stranger))


async def test_another_tenant_s_turn_is_not_found(room: Room, cleo: Person) -> None:
    told = await room.ask()
    with pytest.raises(TurnNotFound):
        await all_of(resume(tenant_id=cleo.tenant.id, turn_id=told.opened.turn_id, subject=room.request().subject))


async def test_a_turn_that_is_watched_runs_on_beyond_patience(
    free_room: Room, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.pipeline.RUNS_ON", 0.5)
    model.says = ("一", 1.8, "二")
    seen = await until(run_turn(free_room.request()), Released)
    subject = free_room.request().subject
    rest = await asyncio.wait_for(
        all_of(resume(tenant_id=free_room.tenant.id, turn_id=turn_of(seen), subject=subject)), 5
    )
    assert text_of(rest) == "一二"
