"""A source is shown as it was screened for the answer that cites it, and to whom the answer belongs."""

import pytest

from chat.errors import TurnNotFound
from chat.models import TurnText
from chat.selectors import turn_source
from chat.services import open_turn
from chat.stored import passages_to_json
from chat.turn import Turn
from tests.chat.conftest import Room
from tests.chat.values import passage

pytestmark = pytest.mark.django_db(transaction=True)


async def cited(room: Room) -> Turn:
    turn: Turn = await room.unit(open_turn, request=room.request(), language="en")

    def written() -> None:
        rows = passages_to_json([passage("电话***"), passage("不被引用")])
        TurnText.objects.filter(turn_id=turn.id).update(passages=rows, citations=[{"n": 1}])

    await room.unit(written)
    return turn


async def test_a_source_has_the_masked_text_of_its_turn(room: Room) -> None:
    turn = await cited(room)
    found = await room.unit(turn_source, turn_id=turn.id, subject=turn.request.subject, n=1)
    assert found.text == "电话***"


@pytest.mark.parametrize("n", [0, 2, 9])
async def test_a_number_that_the_answer_does_not_have_leads_nowhere(room: Room, n: int) -> None:
    turn = await cited(room)
    with pytest.raises(TurnNotFound):
        await room.unit(turn_source, turn_id=turn.id, subject=turn.request.subject, n=n)
