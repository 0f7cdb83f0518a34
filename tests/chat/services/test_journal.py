"""One beat journals, renews and says who must stop."""

import asyncio

import pytest

from chat.models import JournalPiece, TurnRow
from chat.selectors.turns import journal
from chat.services import beat, open_turn, pause_bot
from chat.turn import Stop, Turn
from consent.services import withdraw
from kit.ids import new_id
from tests.cast import job
from tests.chat.conftest import Room
from tests.chat.services.test_reaping import pulse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def turn(room: Room) -> Turn:
    opened = await room.unit(open_turn, request=room.request(), language="zh-hans")
    assert isinstance(opened, Turn)
    return opened


async def told(room: Room, turn: Turn) -> str:
    seen = await room.unit(journal, turn_id=turn.id, subject=turn.request.subject.ref)
    return str(seen.text)


async def test_text_is_kept_in_order(room: Room, turn: Turn) -> None:
    await room.unit(beat, pulses=(pulse(turn, 2, "年假"),))
    await room.unit(beat, pulses=(pulse(turn, 5, "有十天"),))
    assert await told(room, turn) == "年假有十天"


async def test_a_beat_that_comes_twice_writes_once(room: Room, turn: Turn) -> None:
    await room.unit(beat, pulses=(pulse(turn, 2, "年假"),))
    await room.unit(beat, pulses=(pulse(turn, 2, "年假"),))
    await room.unit(beat, pulses=(pulse(turn, 5, "年假有十天"),))
    assert await told(room, turn) == "年假有十天"


async def test_a_lease_is_renewed(room: Room, turn: Turn) -> None:
    before = await room.unit(lambda: TurnRow.objects.get(id=turn.id).lease_until)
    await asyncio.sleep(0.01)
    await room.unit(beat, pulses=(pulse(turn, 0, "", renew=True),))
    assert await room.unit(lambda: TurnRow.objects.get(id=turn.id).lease_until) > before


async def test_a_lost_lease_stops_and_journals_nothing(room: Room, turn: Turn) -> None:
    stops = await room.unit(beat, pulses=(pulse(turn, 2, "年假", lease=new_id()),))
    assert stops == {turn.id: Stop.LEASE_LOST}
    assert await room.unit(JournalPiece.objects.count) == 0


async def test_a_paused_bot_stops(room: Room, turn: Turn) -> None:
    await room.unit(pause_bot, bot_id=room.bot.id, paused=True, by=job(room.tenant))
    assert await room.unit(beat, pulses=(pulse(turn, 0, ""),)) == {turn.id: Stop.SWITCHED_OFF}


async def test_a_withdrawal_stops(room: Room, turn: Turn) -> None:
    await room.unit(withdraw, subject=turn.request.subject, purpose="service", channel="console")
    assert await room.unit(beat, pulses=(pulse(turn, 0, ""),)) == {turn.id: Stop.WITHDRAWN}


async def test_a_turn_with_nothing_against_it_goes_on(room: Room, turn: Turn) -> None:
    assert await room.unit(beat, pulses=(pulse(turn, 2, "年假"),)) == {}
