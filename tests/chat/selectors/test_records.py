"""The operator's view of a turn, with and without what is personal."""

from dataclasses import replace

import pytest

from chat.errors import TurnNotFound
from chat.selectors import logged_turn, turn_record
from chat.services import open_turn
from kit.ids import new_id
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


async def test_without_texts_nothing_personal_is_in_it(room: Room) -> None:
    told = await room.ask()
    record = await room.unit(turn_record, told.opened.turn_id, texts=False)
    assert (record.question, record.answer, record.subject, record.prompt) == ("", "", "", ())
    assert [(each["document"], each["page"], each["text"]) for each in record.passages] == [
        ("员工手册.pdf", 3, ""),
        ("员工手册.pdf", 5, ""),
    ]
    assert (record.outcome, record.decision["reason"]) == ("answered", "first_choice")


async def test_an_open_turn_has_no_end(room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")
    record = await room.record(turn.id)
    assert (record.outcome, record.closed_at, record.question) == (None, None, "年假有多少天？")


async def test_what_is_not_there_is_not_found(room: Room, birch_room: Room) -> None:
    theirs = await birch_room.ask()
    for turn_id in (new_id(), theirs.opened.turn_id):
        with pytest.raises(TurnNotFound):
            await room.record(turn_id)


async def test_somebody_else_s_turn_is_shown_as_it_was_screened(room: Room) -> None:
    told = await room.ask("我的手机号是13800138000，年假有多少天？")
    record = await room.unit(logged_turn, told.opened.turn_id, reader=room.person.principal)
    assert "13800138000" not in repr(record)
    assert (record.subject, record.actor, record.prompt, record.searched) == ("", "", (), "")
    assert record.question == record.masked != ""
    assert (record.answer, len(record.passages)) == (told.closed.answer, 2)


async def test_passages_that_the_reader_may_not_read_are_left_out(room: Room) -> None:
    told = await room.ask()
    operator = replace(room.person.principal, roles=frozenset({"operator"}))
    record = await room.unit(logged_turn, told.opened.turn_id, reader=operator)
    assert (record.passages, record.citations) == ((), ())
