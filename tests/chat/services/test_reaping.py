"""A turn whose process died is closed by the clerk, with what its journal holds."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat.errors import LeaseLost
from chat.models import JournalPiece, TurnRow
from chat.services import beat, close_turn, open_turn, reap_expired
from chat.services.journal import Pulse
from chat.services.reaping import _reap
from chat.turn import Outcome, Turn
from kit import clock
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


async def abandoned(room: Room, *texts: str) -> Turn:
    """A turn that released `texts` and was never heard of again."""
    turn: Any = await room.unit(open_turn, request=room.request(), language="zh-hans")
    seq = 0
    for text in texts:
        seq += len(text)
        await room.unit(beat, pulses=(pulse(turn, seq, text),))
    await room.unit(lambda: TurnRow.objects.filter(id=turn.id).update(lease_until=clock.now() - timedelta(seconds=1)))
    return turn


def pulse(turn: Turn, seq: int, text: str, **values: Any) -> Pulse:
    usual: dict[str, Any] = {
        "turn_id": turn.id,
        "lease": turn.lease,
        "bot_id": turn.bot.id,
        "subject": turn.request.subject.ref,
        "renew": False,
        "citations": (),
        "count": 1,
    }
    return Pulse(seq=seq, text=text, **(usual | values))


async def reap() -> int:
    return await sync_to_async(reap_expired)()


async def test_it_is_closed_as_aborted_with_what_was_journaled(room: Room) -> None:
    turn = await abandoned(room, "年假", "有十天")
    assert await reap() == 1
    record = await room.record(turn.id)
    assert (record.outcome, record.reason, record.answer) == (Outcome.ABORTED, "lease_expired", "年假有十天")
    assert await room.unit(JournalPiece.objects.count) == 0


async def test_it_is_closed_once(room: Room) -> None:
    await abandoned(room, "年假")
    assert (await reap(), await reap()) == (1, 0)


async def test_a_turn_with_a_live_lease_is_left(room: Room) -> None:
    await room.unit(open_turn, request=room.request(), language="zh-hans")
    assert await reap() == 0


async def test_a_lease_that_was_renewed_at_the_last_moment_is_respected(room: Room) -> None:
    turn: Any = await room.unit(open_turn, request=room.request(), language="zh-hans")
    assert await room.unit(_reap, turn.id) is False


async def test_its_process_can_t_close_it_afterwards(room: Room) -> None:
    turn = await abandoned(room, "年假")
    await reap()
    with pytest.raises(LeaseLost):
        await room.unit(close_turn, turn=turn)


async def test_its_process_can_t_journal_afterwards(room: Room) -> None:
    turn = await abandoned(room, "年假")
    await reap()
    stops = await room.unit(beat, pulses=(pulse(turn, 4, "更多"),))
    assert list(stops) == [turn.id]
    assert (await room.record(turn.id)).answer == "年假"


async def test_turns_of_every_tenant_are_reaped_in_their_own_scope(room: Room, birch_room: Room) -> None:
    turns = [(room, await abandoned(room, "甲")), (birch_room, await abandoned(birch_room, "乙"))]
    assert await reap() == 2
    assert [(await where.record(turn.id)).answer for where, turn in turns] == ["甲", "乙"]
