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
    """All of them stand in the middle of their answers at one moment, and the database is free for others."""
    go_on = asyncio.Event()
    model.says = ("开头", "，", go_on, "结尾。")
    asking = asyncio.gather(*(free_room.ask(f"第{n}个问题") for n in range(128)))
    async with asyncio.timeout(60):
        while model.open < 128:
            await asyncio.sleep(0.02)
    async with asyncio.timeout(5):
        assert await free_room.unit(lambda: "free") == "free"
    go_on.set()
    told = await asking
    assert database.UNIT_THREADS == 8
    assert {each.closed.outcome for each in told} == {Outcome.ANSWERED}
    assert {each.text for each in told} == {"开头，结尾。"}
