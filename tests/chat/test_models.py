"""What the tables of chat themselves refuse."""

import pytest
from django.db import IntegrityError, ProgrammingError

from chat.models import Bot, JournalPiece, TurnRow, TurnText
from chat.services import open_turn
from kit.ids import new_id
from kit.roles import acting_as
from kit.scoping import TenantNotSet
from tenants.types import TenantInfo
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_a_scope_there_are_no_rows_but_an_error() -> None:
    with pytest.raises(TenantNotSet):
        Bot.objects.count()


async def test_a_turn_can_t_point_at_a_bot_of_another_tenant(room: Room, birch_room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")
    with pytest.raises(IntegrityError):
        await room.unit(lambda: TurnRow.objects.filter(id=turn.id).update(bot_id=birch_room.bot.id))


async def test_a_place_in_the_journal_is_taken_once(room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")

    def twice() -> None:
        for text in "ab":
            JournalPiece.objects.create(turn_id=turn.id, seq=1, text=text)

    with pytest.raises(IntegrityError):
        await room.unit(twice)


async def test_what_was_journaled_can_t_be_rewritten(room: Room) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        await room.unit(lambda: JournalPiece.objects.update(text="never said"))


def test_the_clerk_sees_which_turns_are_due_and_no_text(acorn: TenantInfo) -> None:
    with acting_as("clerk"):
        assert TurnRow.objects.filter(id=new_id()).count() == 0
        with pytest.raises(ProgrammingError, match="permission denied"):
            TurnText.objects.count()
