"""People find their own conversations, operators all of them."""

from dataclasses import replace

import pytest

from chat.errors import ConversationNotFound
from chat.selectors import all_conversations, conversation, conversations, logged_conversation
from kit.errors import Invalid
from tenants.types import Subject
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


def somebody_else(room: Room) -> Subject:
    return Subject(tenant_id=room.tenant.id, channel="console", external_id="other")


async def test_the_latest_conversation_comes_first_with_its_first_question(room: Room) -> None:
    first = await room.ask("第一个问题")
    await room.ask("第二个问题")
    await room.ask("追问", conversation_id=first.opened.conversation_id)
    page = await room.unit(conversations, subject=room.request().subject)
    assert [(each.title, each.turns) for each in page.items] == [("第一个问题", 2), ("第二个问题", 1)]
    assert page.items[0].bot_name == "人事助手"


async def test_pages_follow_each_other_without_gap_or_repetition(room: Room) -> None:
    for number in range(5):
        await room.ask(f"问题{number}")
    seen, cursor = [], ""
    for _ in range(3):
        page = await room.unit(conversations, subject=room.request().subject, cursor=cursor, limit=2)
        seen += [each.title for each in page.items]
        cursor = page.next_cursor
    assert seen == [f"问题{number}" for number in (4, 3, 2, 1, 0)]
    assert cursor == ""


async def test_a_search_looks_into_questions_and_answers(room: Room) -> None:
    await room.ask("打印机卡纸")
    await room.ask("年假有多少天？")
    found = await room.unit(conversations, subject=room.request().subject, search="打印机")
    assert [each.title for each in found.items] == ["打印机卡纸"]
    in_answers = await room.unit(conversations, subject=room.request().subject, search="次年3月")
    assert [each.title for each in in_answers.items] == ["年假有多少天？"]


@pytest.mark.parametrize("search", ["%", "_", "'; DROP TABLE chat_bot; --", "\\"])
async def test_a_search_for_signs_finds_signs_only(room: Room, search: str) -> None:
    await room.ask()
    assert (await room.unit(conversations, subject=room.request().subject, search=search)).items == ()


async def test_nobody_sees_another_person_s(room: Room) -> None:
    told = await room.ask()
    stranger = somebody_else(room)
    assert (await room.unit(conversations, subject=stranger)).items == ()
    with pytest.raises(ConversationNotFound):
        await room.unit(conversation, told.opened.conversation_id, subject=stranger)


async def test_operators_see_all_and_may_choose_a_bot(room: Room) -> None:
    await room.ask()
    await room.ask(subject=somebody_else(room))
    assert len((await room.unit(all_conversations, bot_id=room.bot.id)).items) == 2


async def test_a_test_chat_is_not_among_a_person_s_conversations(room: Room) -> None:
    await room.ask(test=True)
    assert (await room.unit(conversations, subject=room.request().subject)).items == ()
    assert (await room.unit(all_conversations)).items[0].test


async def test_a_cursor_of_nonsense_is_refused(room: Room) -> None:
    with pytest.raises(Invalid):
        await room.unit(conversations, subject=room.request().subject, cursor="nonsense")


async def test_a_conversation_without_a_question_let_in_is_called_by_its_date(room: Room) -> None:
    await room.ask("哪里可以代开发票？")
    (found,) = (await room.unit(conversations, subject=room.request().subject)).items
    assert str(found.started_at.year) in found.title
    assert "发票" not in found.title


async def test_a_search_for_what_no_text_can_hold_finds_nothing(room: Room) -> None:
    await room.ask()
    assert (await room.unit(conversations, subject=room.request().subject, search="年\0假")).items == ()


PHONE = "我的手机号是13800138000，年假有多少天？"


async def test_operators_read_a_conversation_as_it_was_screened(room: Room) -> None:
    told = await room.ask(PHONE)
    seen = await room.unit(logged_conversation, told.opened.conversation_id, reader=room.person.principal)
    (turn,) = seen.turns
    assert "13800138000" not in repr(seen)
    assert turn.question.endswith("年假有多少天？")
    assert turn.answer == told.closed.answer
    own = await room.unit(conversation, told.opened.conversation_id, subject=room.request().subject)
    assert own.turns[0].question == PHONE


async def test_operators_never_read_a_question_that_was_not_let_in(room: Room) -> None:
    told = await room.ask("哪里可以代开发票？")
    seen = await room.unit(logged_conversation, told.opened.conversation_id, reader=room.person.principal)
    assert "发票" not in repr(seen)


async def test_operators_see_no_source_that_they_may_not_read(room: Room) -> None:
    told = await room.ask()
    assert told.closed.citations
    operator = replace(room.person.principal, roles=frozenset({"operator"}))
    seen = await room.unit(logged_conversation, told.opened.conversation_id, reader=operator)
    assert [turn.citations for turn in seen.turns] == [()]


async def test_an_operator_s_search_does_not_look_into_what_was_typed(room: Room) -> None:
    await room.ask(PHONE)
    assert (await room.unit(all_conversations, search="13800138000")).items == ()
    assert len((await room.unit(all_conversations, search="年假")).items) == 1


async def test_an_opener_sees_what_it_began_and_nothing_else(room: Room) -> None:
    mine = await room.ask()
    subject, actor = room.request().subject, room.person.principal.actor
    assert len((await room.unit(conversations, subject=subject, opener=actor)).items) == 1
    assert (await room.unit(conversations, subject=subject, opener="key:other")).items == ()
    with pytest.raises(ConversationNotFound):
        await room.unit(conversation, mine.opened.conversation_id, subject=subject, opener="key:other")
