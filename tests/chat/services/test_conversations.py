"""Texts can be taken away; that there was a turn, and how it ended, stays."""

from dataclasses import replace
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async

from audit.models import Payload
from audit.selectors import entries, pseudonym_of, verify
from audit.types import Filters
from chat.errors import ConversationNotFound
from chat.models import Conversation, TurnRow, TurnText
from chat.selectors import conversations, logged_conversation
from chat.services import close_turn, delete_conversation, erase_subject, open_turn
from chat.turn import Turn
from kit import clock, ledger
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
    (turn,) = (await room.unit(logged_conversation, told.opened.conversation_id, reader=room.person.principal)).turns
    assert (turn.erased, turn.question, turn.answer) == (True, "", "")


async def payloads(room: Room) -> int:
    """How many entries still have a person's words or name behind them: every turn has two."""
    return int(await room.unit(lambda: Payload.objects.filter(entry__turn_id__isnull=False).count()))


async def test_a_deleted_conversation_s_words_leave_its_evidence_too(room: Room) -> None:
    told = await room.ask()
    await room.ask()
    assert await payloads(room) == 4
    await room.unit(
        delete_conversation, conversation_id=told.opened.conversation_id, subject=None, by=room.person.principal
    )
    assert await payloads(room) == 2


async def test_an_erased_person_s_words_and_name_leave_the_evidence_too(room: Room) -> None:
    await room.ask()
    subject = room.request().subject
    await room.unit(erase_subject, subject=subject, by=job(room.tenant))
    name = await room.unit(pseudonym_of, subject.ref)
    assert await room.unit(lambda: Payload.objects.filter(subject=name).count()) == 0
    assert await room.unit(lambda: TurnRow.objects.filter(subject=subject.ref).count()) == 0


async def test_a_restored_backup_forgets_a_deleted_conversation_again(room: Room) -> None:
    told = await room.ask()
    started, conversation_id = clock.now(), told.opened.conversation_id
    await room.unit(delete_conversation, conversation_id=conversation_id, subject=None, by=room.person.principal)
    await room.unit(restored, told.opened.turn_id, room.request().subject.ref)
    await sync_to_async(ledger.apply_again)(ledger.path(), since=started)
    assert await room.unit(TurnText.objects.count) == 0
    assert (await room.unit(lambda: Conversation.objects.get(id=conversation_id))).subject == ""


async def test_a_restored_backup_forgets_an_erased_person_again(room: Room) -> None:
    told = await room.ask()
    started, subject = clock.now(), room.request().subject
    await room.unit(erase_subject, subject=subject, by=job(room.tenant))
    assert subject.external_id not in ledger.path().read_text()
    await room.unit(restored, told.opened.turn_id, subject.ref)
    await sync_to_async(ledger.apply_again)(ledger.path(), since=started)
    assert await room.unit(TurnText.objects.count) == 0
    assert await room.unit(lambda: TurnRow.objects.filter(subject=subject.ref).count()) == 0


def restored(turn_id: UUID, subject: str) -> None:
    """As if the database were from before the erasure."""
    TurnRow.objects.filter(id=turn_id).update(subject=subject)
    Conversation.objects.update(subject=subject, title="年假")
    TurnText.objects.create(turn_id=turn_id, question="年假有多少天？")


async def test_what_ends_after_its_erasure_leaves_no_words_behind(room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")
    assert isinstance(turn, Turn)
    await room.unit(delete_conversation, conversation_id=turn.conversation_id, subject=None, by=room.person.principal)
    await room.unit(close_turn, turn=replace(turn, masked="年假？", answer="10天"))
    (entry,) = (await room.unit(entries, Filters(turn_id=turn.id, event="chat.turn_closed"))).entries
    assert entry.commitments == {}
    assert (await room.unit(lambda: Conversation.objects.get(id=turn.conversation_id))).title == ""
