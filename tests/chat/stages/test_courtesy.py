"""A greeting is answered at once: labelled, on record, without a search and without a model."""

import pytest

from chat.turn import Outcome
from tests.chat.conftest import Library, Model, Room


@pytest.mark.django_db(transaction=True)
async def test_a_greeting_is_answered_without_search_and_model(room: Room, model: Model, library: Library) -> None:
    told = await room.ask("你好")
    assert told.closed.outcome is Outcome.ANSWERED
    assert told.text
    assert told.closed.label.text
    assert "retrieval" not in told.stages
    assert "routing" not in told.stages


@pytest.mark.django_db(transaction=True)
async def test_a_bot_without_bases_talks_for_itself(free_room: Room, model: Model) -> None:
    told = await free_room.ask("你好")
    assert "routing" in told.stages
