"""A turn goes on, stops and stays on record as its client, its lease and its journal allow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError

from audit.selectors import entries
from audit.types import Filters
from chat.errors import LeaseLost
from chat.models import JournalPiece, TurnRow
from chat.pipeline import run_turn
from chat.running import flight, keeper
from chat.running.flight import Flight
from chat.services import pause_bot
from chat.turn import Closed, Opened, Outcome, Passages, Progress, Released, TurnEvent
from consent.services import withdraw
from kit import clock
from kit.ids import new_id
from tests.cast import job
from tests.chat.conftest import Model, Room

pytestmark = pytest.mark.django_db(transaction=True)

LONG = tuple(part for n in range(40) for part in (f"第{n}句话。", 0.05))


async def until(events: AsyncIterator[TurnEvent], kind: type[Any]) -> list[TurnEvent]:
    """Take events up to the first of `kind`, and leave."""
    seen = []
    async with aclosing(events):  # type: ignore[type-var]
        async for event in events:
            seen.append(event)
            if isinstance(event, kind):
                break
    return seen


async def closed_row(room: Room, turn_id: UUID, within: float = 3.0) -> TurnRow:
    """The turn's row once it is closed."""
    for _ in range(int(within / 0.02)):
        row = await room.unit(lambda: TurnRow.objects.get(id=turn_id))
        if row.closed_at:
            return row
        await asyncio.sleep(0.02)
    raise AssertionError("the turn stayed open")


async def phases(room: Room, turn_id: UUID) -> list[str]:
    page = await room.unit(entries, Filters(turn_id=turn_id))
    return sorted(entry.phase for entry in page.entries)


def turn_of(seen: list[TurnEvent]) -> UUID:
    return next(event.turn_id for event in seen if isinstance(event, Opened))


# Clients that leave.


@pytest.mark.parametrize("point", [Opened, Progress, Passages, Released])
async def test_a_program_that_leaves_closes_the_upstream_at_once(room: Room, model: Model, point: type[Any]) -> None:
    model.says = (*model.says, 30.0)
    seen = await until(run_turn(room.request(channel="openai")), point)
    row = await closed_row(room, turn_of(seen))
    assert (row.outcome, row.reason, model.open) == ("aborted", "client_left", 0)
    assert await phases(room, row.id) == ["closed", "opened"]


async def test_the_upstream_closes_within_a_pace(free_room: Room, model: Model) -> None:
    model.says = ("开头", 30.0)
    await until(run_turn(free_room.request(channel="openai")), Released)
    async with asyncio.timeout(0.1):
        await model.left.wait()


async def test_a_client_that_is_cancelled_has_left(free_room: Room, model: Model) -> None:
    model.says = LONG
    seen: list[TurnEvent] = []

    async def client() -> None:
        async for event in run_turn(free_room.request(channel="openai")):
            seen.append(event)

    task = asyncio.create_task(client())
    while not any(isinstance(event, Released) for event in seen):
        await asyncio.sleep(0.01)
    task.cancel()
    assert (await closed_row(free_room, turn_of(seen))).outcome == "aborted"


async def test_what_an_aborted_turn_showed_is_on_record(free_room: Room, model: Model) -> None:
    model.says = LONG
    seen = await until(run_turn(free_room.request(channel="openai")), Released)
    await closed_row(free_room, turn_of(seen))
    record = await free_room.record(turn_of(seen))
    shown = "".join(event.text for event in seen if isinstance(event, Released))
    assert record.answer.startswith(shown)


async def test_a_person_s_turn_runs_on_to_its_end(free_room: Room, model: Model) -> None:
    model.says = ("开头", 0.2, "结尾")
    seen = await until(run_turn(free_room.request()), Released)
    row = await closed_row(free_room, turn_of(seen))
    assert row.outcome == "answered"
    assert (await free_room.record(row.id)).answer == "开头结尾"


async def test_a_person_s_turn_stops_when_patience_ends(
    free_room: Room, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.pipeline.RUNS_ON", 0.3)
    model.says = ("开头", 30.0)
    seen = await until(run_turn(free_room.request()), Released)
    row = await closed_row(free_room, turn_of(seen))
    assert (row.outcome, row.reason) == ("aborted", "client_left")


# Reasons to stop that come from elsewhere.


async def test_the_emergency_switch_stops_an_open_stream_within_a_second(free_room: Room, model: Model) -> None:
    model.says = ("开头", 30.0)
    task = asyncio.create_task(free_room.ask())
    await asyncio.sleep(0.3)
    await free_room.unit(pause_bot, bot_id=free_room.bot.id, paused=True, by=job(free_room.tenant))
    async with asyncio.timeout(1):
        told = await task
    assert (told.closed.outcome, told.closed.error.code) == (Outcome.ABORTED, "switched_off")  # type: ignore[union-attr]


async def test_a_withdrawal_stops_an_open_stream_within_a_second(free_room: Room, model: Model) -> None:
    model.says = ("开头", 30.0)
    task = asyncio.create_task(free_room.ask())
    await asyncio.sleep(0.3)
    subject = free_room.request().subject
    await free_room.unit(withdraw, subject=subject, purpose="service", channel="console")
    async with asyncio.timeout(1):
        told = await task
    assert told.closed.error is not None
    assert (told.closed.outcome, told.closed.error.code) == (Outcome.ABORTED, "consent_withdrawn")


async def test_a_process_that_lost_its_lease_stops_sending(free_room: Room, model: Model) -> None:
    model.says = LONG
    task = asyncio.create_task(free_room.ask())
    await asyncio.sleep(0.4)
    await free_room.unit(lambda: TurnRow.objects.update(lease=new_id()))
    with pytest.raises(LeaseLost):
        await asyncio.wait_for(task, 3)


async def test_a_turn_that_another_closed_tells_the_recorded_end(free_room: Room, model: Model) -> None:
    model.says = LONG

    def reaped() -> None:
        TurnRow.objects.update(closed_at=clock.now(), outcome="aborted", reason="lease_expired", finish="aborted")

    task = asyncio.create_task(free_room.ask())
    await asyncio.sleep(0.4)
    await free_room.unit(reaped)
    told = await asyncio.wait_for(task, 3)
    assert told.closed.outcome is Outcome.ABORTED


async def test_a_lease_that_could_not_be_renewed_ends_the_sending(
    free_room: Room, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flight, "LEASE", timedelta(seconds=0.2))
    monkeypatch.setattr(flight, "RENEWS", 60.0)
    model.says = LONG
    told = await free_room.ask()
    assert told.closed.error is not None
    assert (told.closed.outcome, told.closed.error.code) == (Outcome.ABORTED, "lease_lost")


# The journal.


async def test_the_journal_is_at_most_a_second_behind(free_room: Room, model: Model) -> None:
    model.says = ("甲" * 10, 1.2, "乙")
    task = asyncio.create_task(free_room.ask())
    await asyncio.sleep(1.0)
    assert await journaled(free_room) == "甲" * 10
    await task


async def journaled(room: Room) -> str:
    pieces = await room.unit(lambda: list(JournalPiece.objects.order_by("seq").values_list("text", flat=True)))
    return "".join(pieces)


async def test_a_journal_that_can_t_be_written_holds_the_text_back_and_then_ends_the_turn(
    free_room: Room, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*, pulses: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(keeper, "beat", broken)
    monkeypatch.setattr(flight, "GIVES_UP", 0.5)
    model.says = LONG
    told = await free_room.ask()
    assert told.closed.error is not None
    assert told.closed.error.code == "no_evidence"
    assert told.text.count("句话") < 40 * flight.BEHIND / 1.5


async def test_a_journal_that_recovers_lets_the_answer_go_on(
    free_room: Room, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = keeper.beat, iter(range(3))

    def flaky(*, pulses: Any) -> Any:
        if next(failures, None) is not None:
            raise OperationalError("gone")
        return real(pulses=pulses)

    monkeypatch.setattr(keeper, "beat", flaky)
    model.says = LONG
    assert (await free_room.ask()).closed.outcome is Outcome.ANSWERED


async def test_an_error_of_the_turn_reaches_its_client() -> None:
    async def broken() -> None:
        raise LookupError("here")

    with pytest.raises(LookupError):
        async for _ in Flight(new_id(), patience=0).deliver(broken):
            pass


async def test_the_end_is_told_only_after_the_closing_entry(room: Room) -> None:
    seen = await until(run_turn(room.request()), Closed)
    row = await room.unit(lambda: TurnRow.objects.get(id=turn_of(seen)))
    assert row.closed_at is not None
    assert await phases(room, row.id) == ["closed", "opened"]


async def test_nothing_is_told_before_the_opening_entry(room: Room) -> None:
    seen = await until(run_turn(room.request()), Opened)
    assert len(seen) == 1
    assert "opened" in await phases(room, turn_of(seen))


async def test_a_notice_is_not_shown_by_who_lost_the_lease(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flight, "LEASE", timedelta(0))
    told = await room.ask("哪里可以代开发票？")
    assert (told.text, told.closed.answer) == ("", "")
