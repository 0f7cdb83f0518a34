"""All turns of a tenant share one transaction per beat, and no connection is held while they stream."""

import asyncio
from typing import Any

import pytest

from chat.running import keeper
from chat.turn import Outcome
from kit import database
from tests.chat.conftest import Model, Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many turns each beat wrote for."""
    seen: list[int] = []
    real = keeper.beat

    def counted(*, pulses: Any) -> Any:
        seen.append(len(pulses))
        return real(pulses=pulses)

    monkeypatch.setattr(keeper, "beat", counted)
    return seen


async def test_one_beat_serves_all_turns(free_room: Room, model: Model, beats: list[int]) -> None:
    model.says = ("开头", 1.0, "结尾")
    await asyncio.gather(*(free_room.ask() for _ in range(12)))
    assert max(beats) >= 10
    assert len(beats) <= 8


async def test_it_rests_when_there_is_no_turn(free_room: Room, beats: list[int]) -> None:
    await free_room.ask()
    await asyncio.sleep(keeper.BEAT * 2)
    before = len(beats)
    await asyncio.sleep(keeper.BEAT * 3)
    assert len(beats) == before


async def test_it_starts_again_after_a_rest(free_room: Room, model: Model, beats: list[int]) -> None:
    await free_room.ask()
    await asyncio.sleep(keeper.BEAT * 3)
    model.says = ("开头", 1.0, "结尾")
    before = len(beats)
    await free_room.ask()
    assert len(beats) > before


@pytest.mark.slow
async def test_128_streams_are_open_on_a_pool_of_8(free_room: Room, model: Model) -> None:
    """All of them are in the middle of their answer at one moment, which eight connections could not serve."""
    together, most = asyncio.Event(), [0]
    model.says = ("开头", "，", 2.0, "结尾。")
    watch = asyncio.create_task(note_most(model, most, together))
    told = await asyncio.gather(*(free_room.ask(f"第{n}个问题") for n in range(128)))
    together.set()
    await watch
    assert database.UNIT_THREADS == 8
    assert most[0] > 100
    assert {each.closed.outcome for each in told} == {Outcome.ANSWERED}
    assert {each.text for each in told} == {"开头，结尾。"}


async def note_most(model: Model, most: list[int], done: asyncio.Event) -> None:
    while not done.is_set():
        most[0] = max(most[0], model.open)
        await asyncio.sleep(0.02)
