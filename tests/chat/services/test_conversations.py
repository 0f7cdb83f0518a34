"""Texts can be taken away; that there was a turn, and how it ended, stays."""

import pytest

from audit.selectors import verify
from chat.errors import ConversationNotFound
from chat.models import TurnText
from chat.selectors import conversation, conversations
from chat.services import delete_conversation, erase_subject
from tenants.types import Subject
from tests.cast import Person, job
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_deleted_conversation_leaves_the_list_and_its_texts_are_gone(room: Room) -> None:
    told = await room.ask()
    subject = room.request().subject
    await room.unit(
        delete_conversation,
        conversation_id=told.opened.conversation_id,
        subject=subject,
        by=room.person.principal,
    )
    assert (await room.unit(conversations, subject=subject)).items == ()
    assert await room.unit(TurnText.objects.count) == 0
    record = await room.record(told.opened.turn_id)
    assert (record.erased, record.question, record.outcome) == (True, "", "answered")


async def test_somebody_else_s_conversation_can_t_be_deleted(room: Room, ben: Person) -> None:
    told = await room.ask()
    stranger = Subject(tenant_id=room.tenant.id, channel="console", external_id=str(ben.principal.id))
    with pytest.raises(ConversationNotFound):
        await room.unit(
            delete_conversation, conversation_id=told.opened.conversation_id, subject=stranger, by=ben.principal
        )
    assert (await room.record(told.opened.turn_id)).question


async def test_erasing_a_person_takes_all_his_texts_and_nobody_else_s(room: Room) -> None:
    await room.ask()
    await room.ask()
    other = Subject(tenant_id=room.tenant.id, channel="console", external_id="other")
    kept = await room.ask(subject=other)
    erased = await room.unit(erase_subject, subject=room.request().subject, by=job(room.tenant))
    assert erased == 2
    assert (await room.record(kept.opened.turn_id)).question
    assert await room.unit(TurnText.objects.count) == 1


async def test_the_chain_holds_after_an_erasure(room: Room) -> None:
    await room.ask()
    await room.unit(erase_subject, subject=room.request().subject, by=job(room.tenant))
    assert (await room.unit(verify, room.tenant.id)).ok


async def test_an_erased_turn_is_shown_as_such(room: Room) -> None:
    told = await room.ask()
    await room.unit(erase_subject, subject=room.request().subject, by=job(room.tenant))
    (turn,) = (await room.unit(conversation, told.opened.conversation_id)).turns
    assert (turn.erased, turn.question, turn.answer) == (True, "", "")
