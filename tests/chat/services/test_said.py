"""What a person says about himself is kept with his conversation, and goes when he says so."""

from typing import Any
from uuid import UUID

import pytest

from audit.selectors import entries
from audit.types import Filters
from chat.errors import ConversationNotFound
from chat.models import Conversation
from chat.services import delete_conversation, erase_subject, forget_said, note_said
from tenants.types import Subject
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


async def begun(room: Room) -> UUID:
    chat = (await room.ask()).opened.conversation_id
    await room.unit(note_said, conversation_id=chat, said={"city": "上海", "grade": ""})
    return chat


async def said(room: Room, chat: UUID) -> dict[str, Any]:
    return await room.unit(lambda: dict(Conversation.objects.get(id=chat).said))


async def test_one_thing_is_forgotten_and_that_is_on_record(room: Room) -> None:
    chat = await begun(room)
    subject, by = room.request().subject, room.person.principal
    await room.unit(forget_said, conversation_id=chat, attribute="city", subject=subject, by=by)
    assert await said(room, chat) == {"grade": ""}
    page = await room.unit(entries, Filters(event="chat.said_forgotten"))
    assert [each.data["attribute"] for each in page.entries] == ["city"]


async def test_forgetting_what_was_not_said_changes_nothing(room: Room) -> None:
    chat = await begun(room)
    subject, by = room.request().subject, room.person.principal
    await room.unit(forget_said, conversation_id=chat, attribute="shoe", subject=subject, by=by)
    assert not (await room.unit(entries, Filters(event="chat.said_forgotten"))).entries


async def test_another_subjects_conversation_is_not_there(room: Room) -> None:
    chat = await begun(room)
    other = Subject(tenant_id=room.tenant.id, channel="console", external_id="somebody-else")
    with pytest.raises(ConversationNotFound):
        await room.unit(forget_said, conversation_id=chat, attribute="city", subject=other, by=room.person.principal)


async def test_another_tenants_conversation_is_not_there(room: Room, birch_room: Room) -> None:
    chat = await begun(room)
    with pytest.raises(ConversationNotFound):
        await birch_room.unit(
            forget_said,
            conversation_id=chat,
            attribute="city",
            subject=room.request().subject,
            by=birch_room.person.principal,
        )


async def test_a_deleted_conversation_keeps_nothing_of_him(room: Room) -> None:
    chat = await begun(room)
    await room.unit(delete_conversation, conversation_id=chat, subject=room.request().subject, by=room.person.principal)
    assert await said(room, chat) == {}
    await room.unit(note_said, conversation_id=chat, said={"city": "上海"})
    assert await said(room, chat) == {}


async def test_an_erased_person_leaves_nothing(room: Room) -> None:
    chat = await begun(room)
    await room.unit(erase_subject, subject=room.request().subject, by=room.person.principal)
    assert await said(room, chat) == {}
