"""The terminal event is made of what has been recorded."""

from dataclasses import replace

import pytest

from chat.services import close_turn, open_turn
from chat.stages import audit, labelling
from chat.turn import Outcome, Turn
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


async def opened(room: Room) -> Turn:
    turn = await audit.opened(room.request())
    assert isinstance(turn, Turn)
    return turn


async def test_the_language_is_that_of_the_question_unless_it_is_said(room: Room) -> None:
    assert (await opened(room)).language == "zh-hans"
    said = await audit.opened(room.request(language="en"))
    assert isinstance(said, Turn)
    assert said.language == "en"


async def test_a_closed_turn_tells_its_end(room: Room) -> None:
    turn = await labelling.run(await opened(room))
    closed = await audit.closed(replace(turn, outcome=Outcome.ANSWERED, answer="年假十天"))
    assert (closed.outcome, closed.answer, closed.label) == (Outcome.ANSWERED, "年假十天", turn.label)


async def test_where_another_closed_it_the_recorded_end_is_told(room: Room) -> None:
    turn = await labelling.run(await opened(room))
    await room.unit(close_turn, turn=replace(turn, outcome=Outcome.ABORTED, answer="年假", finish="aborted"))
    closed = await audit.closed(replace(turn, outcome=Outcome.ANSWERED, answer="年假十天"))
    assert (closed.outcome, closed.answer) == (Outcome.ABORTED, "年假")


async def test_an_end_without_its_label_can_t_be_told(room: Room) -> None:
    turn = await room.unit(open_turn, request=room.request(), language="en")
    with pytest.raises(ValueError, match="label"):
        audit.end_of(replace(turn, outcome=Outcome.ANSWERED))
