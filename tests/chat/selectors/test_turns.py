"""How far a turn has come, pieced together without gap or repetition."""

import pytest

from chat.models import JournalPiece
from chat.selectors.turns import joined, watched_at
from chat.services import open_turn, touch
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


async def test_pieces_that_overlap_are_joined_once(room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")

    def written() -> str:
        for seq, text in ((3, "甲乙丙"), (5, "乙丙丁戊"), (6, "己")):
            JournalPiece.objects.create(turn_id=turn.id, seq=seq, text=text)
        return joined(turn.id)[0]

    assert await room.unit(written) == "甲乙丙丁戊己"


async def test_a_look_is_noted(room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")
    assert await room.unit(watched_at, turn.id) is None
    await room.unit(touch, turn_id=turn.id)
    assert await room.unit(watched_at, turn.id) is not None
