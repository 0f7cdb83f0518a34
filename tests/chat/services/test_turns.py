"""One opening and one closing entry per turn, and an idempotency key that holds what it promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from audit.errors import AlreadyRecorded
from audit.services import record
from chat import events
from chat.errors import ConversationNotFound, KeyReused, LeaseLost, TurnRunning
from chat.models import Conversation, TurnRow, TurnText
from chat.services import close_turn, open_turn, turns
from chat.turn import Outcome, Replay, Turn
from kit import clock
from kit.ids import new_id
from labels.types import Label
from tests.chat.conftest import Model, Room

pytestmark = pytest.mark.django_db(transaction=True)


async def opened(room: Room, **values: Any) -> Turn:
    turn = await room.unit(open_turn, request=room.request(**values), language="zh-hans")
    assert isinstance(turn, Turn)
    return turn


async def test_a_turn_closes_once(room: Room) -> None:
    turn = await opened(room)
    await room.unit(close_turn, turn=turn)
    with pytest.raises(LeaseLost):
        await room.unit(close_turn, turn=turn)


async def test_the_database_itself_refuses_a_second_closing_entry(room: Room) -> None:
    turn = await opened(room)
    await room.unit(close_turn, turn=turn)
    with pytest.raises((AlreadyRecorded, IntegrityError)):
        await room.unit(record, events.TURN_CLOSED, actor="job:x", data={}, turn_id=turn.id, phase="closed")


async def test_a_turn_with_another_lease_can_t_be_closed(room: Room) -> None:
    turn = await opened(room)
    await room.unit(lambda: TurnRow.objects.update(lease=new_id()))
    with pytest.raises(LeaseLost):
        await room.unit(close_turn, turn=turn)


async def test_an_answer_is_replayed_under_its_key(room: Room, model: Model) -> None:
    first = await room.ask(idempotency_key="k1")
    again = await room.ask(idempotency_key="k1")
    assert again.opened.replayed
    assert again.opened.turn_id == first.opened.turn_id
    assert again.closed == first.closed
    assert again.text == first.text
    assert again.passages == first.passages
    assert len(model.asked) == 1


async def test_an_aborted_turn_replays_its_end_too(room: Room, model: Model) -> None:
    model.says = (ValueError("surprise"),)
    first = await room.ask(idempotency_key="k1")
    again = await room.ask(idempotency_key="k1")
    assert again.closed == first.closed
    assert len(model.asked) == 1


async def test_a_running_turn_is_a_conflict(room: Room, model: Model) -> None:
    model.says = (0.5, *model.says)
    running = asyncio.create_task(room.ask(idempotency_key="k1"))
    await asyncio.sleep(0.2)
    with pytest.raises(TurnRunning):
        await room.ask(idempotency_key="k1")
    assert (await running).closed.outcome is Outcome.ANSWERED


async def test_two_at_the_same_moment_are_one_turn(room: Room, model: Model) -> None:
    model.says = (0.5, *model.says)
    both = await asyncio.gather(*(room.ask(idempotency_key="k1") for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(each, TurnRunning) for each in both) == 7
    assert len(model.asked) == 1


@pytest.mark.parametrize("change", [{"question": "病假几天？"}, {"extra_system": "x"}])
async def test_a_key_with_another_body_is_refused(room: Room, change: dict[str, Any]) -> None:
    await room.ask(idempotency_key="k1")
    with pytest.raises(KeyReused):
        await room.ask(**({"question": "年假有多少天？", "idempotency_key": "k1"} | change))


async def test_a_key_is_forgotten_after_a_day(room: Room, model: Model) -> None:
    await room.ask(idempotency_key="k1")
    await room.unit(lambda: TurnRow.objects.update(created_at=clock.now() - timedelta(hours=25)))
    assert not (await room.ask("另一个问题", idempotency_key="k1")).opened.replayed


async def test_without_a_key_every_question_is_its_own(room: Room, model: Model) -> None:
    await room.ask()
    await room.ask()
    assert len(model.asked) == 2


async def test_erased_texts_replay_as_nothing(room: Room) -> None:
    first = await room.ask(idempotency_key="k1")
    await room.unit(lambda: TurnText.objects.filter(turn_id=first.opened.turn_id).delete())
    replay = await room.unit(open_turn, request=room.request(idempotency_key="k1"), language="zh-hans")
    assert isinstance(replay, Replay)
    assert replay.closed.answer == ""


async def test_the_closing_entry_keeps_no_text(room: Room) -> None:
    from audit.models import Entry

    told = await room.ask()
    entry = await room.unit(lambda: Entry.objects.get(turn_id=told.opened.turn_id, phase="closed"))
    assert "年假" not in str(entry.data)
    assert entry.data["outcome"] == "answered"
    assert entry.data["characters"] == len(told.text)


async def test_a_label_is_kept_with_its_turn(room: Room) -> None:
    told = await room.ask()
    row = await room.unit(lambda: TurnRow.objects.get(id=told.opened.turn_id))
    assert Label(text=row.label, aigc=row.aigc) == told.closed.label


async def test_a_conversation_is_named_by_its_first_question_once_that_was_screened(room: Room) -> None:
    turn = await opened(room, question="我的手机号是13800138000，年假有多少天？")
    assert await titles(room) == [""]
    await room.unit(close_turn, turn=replace(turn, masked="我的手机号是[手机号]，年假有多少天？"))
    assert await titles(room) == ["我的手机号是[手机号]，年假有多少天？"]


async def test_a_refused_question_never_names_its_conversation(room: Room) -> None:
    refused = await room.ask("哪里可以代开发票？")
    assert refused.closed.outcome is Outcome.REFUSED
    assert await titles(room) == [""]
    await room.ask(conversation_id=refused.opened.conversation_id)
    assert await titles(room) == ["年假有多少天？"]


async def titles(room: Room) -> list[str]:
    return list(await room.unit(lambda: list(Conversation.objects.values_list("title", flat=True))))


@pytest.mark.parametrize("first", [True, False])
async def test_a_test_chat_and_a_live_one_never_mix(room: Room, first: bool) -> None:
    told = await room.ask(test=first)
    with pytest.raises(ConversationNotFound):
        await room.ask(test=not first, conversation_id=told.opened.conversation_id)


async def test_who_loses_the_race_for_a_key_leaves_no_empty_conversation(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await room.ask(idempotency_key="k1")
    real, looks = turns._earlier, iter((True, False))
    # As if the other's row became visible between the look and the write.
    monkeypatch.setattr(turns, "_earlier", lambda *asked: None if next(looks) else real(*asked))
    replay = await room.unit(open_turn, request=room.request(idempotency_key="k1"), language="zh-hans")
    assert isinstance(replay, Replay)
    assert replay.closed.turn_id == first.closed.turn_id
    assert len(await titles(room)) == 1


async def test_an_approved_answer_is_remembered_like_any_other(room: Room) -> None:
    first = await room.ask()
    await room.unit(lambda: TurnRow.objects.update(outcome="direct"))
    request = room.request("那病假呢？", conversation_id=first.opened.conversation_id)
    again = await room.unit(open_turn, request=request, language="zh-hans")
    assert [message.role for message in again.history] == ["user", "assistant"]
