"""Places before a model go round the tenants, however many calls one of them has."""

import asyncio
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import GatewayBusy
from gateway.queueing import LONGEST_QUEUE, Lane, Ticket, waiting

ANNA, BEN = uuid4(), uuid4()


def test_free_places_are_given_at_once() -> None:
    lane = Lane()
    assert [lane.enter(ANNA, 2).place for _ in range(3)] == [0, 0, 1]


def test_a_tenant_with_one_call_does_not_wait_behind_anothers_many() -> None:
    lane = Lane()
    running = lane.enter(ANNA, 1)
    many = [lane.enter(ANNA, 1) for _ in range(5)]
    one = lane.enter(BEN, 1)
    assert (many[0].place, one.place, many[1].place) == (1, 2, 3)
    lane.leave(running, 1)
    lane.leave(many[0], 1)
    assert one.place == 0


def test_who_gives_up_frees_the_way_and_not_a_place() -> None:
    lane = Lane()
    running, second, third = (lane.enter(ANNA, 1) for _ in range(3))
    lane.leave(second, 1)
    assert third.place == 1
    lane.leave(running, 1)
    assert third.place == 0


def test_an_endless_queue_turns_callers_away() -> None:
    lane = Lane()
    for _ in range(LONGEST_QUEUE + 1):
        lane.enter(ANNA, 1)
    with pytest.raises(GatewayBusy):
        lane.enter(BEN, 1)


@given(st.lists(st.tuples(st.sampled_from(["enter", "leave"]), st.integers(0, 9)), max_size=60), st.integers(1, 3))
def test_no_place_is_lost_or_given_twice(steps: list[tuple[str, int]], parallel: int) -> None:
    lane, held, tenants = Lane(), list[Ticket](), [UUID(int=n) for n in range(3)]
    for step, number in steps:
        if step == "enter":
            held.append(lane.enter(tenants[number % 3], parallel))
        elif held:
            lane.leave(held.pop(number % len(held)), parallel)
        running = [ticket for ticket in held if ticket.place == 0]
        queued = sorted(ticket.place for ticket in held if ticket.place)
        assert len(running) == min(parallel, len(held))
        assert queued == list(range(1, len(queued) + 1))


async def test_places_are_told_until_it_is_ones_turn() -> None:
    card, told = uuid4(), list[int]()

    async def second() -> None:
        async with waiting(card, BEN, 1) as places:
            async for place in places:
                told.append(place)

    async with waiting(card, ANNA, 1) as places:
        assert [place async for place in places] == []
        task = asyncio.create_task(second())
        await asyncio.sleep(0.01)
        assert told == [1]
    await asyncio.wait_for(task, 1)


async def test_a_cancelled_waiter_leaves_no_trace() -> None:
    card = uuid4()

    async def wait() -> None:
        async with waiting(card, BEN, 1) as places:
            async for _ in places:
                pass

    async with waiting(card, ANNA, 1):
        task = asyncio.create_task(wait())
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await asyncio.wait_for(wait(), 1)
