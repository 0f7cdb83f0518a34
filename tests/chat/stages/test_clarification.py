"""A turn ends with one short question where the answer depends on what nobody knows."""

from typing import Any

import pytest

from chat.selectors import conversation
from chat.stages import clarification
from chat.turn import Outcome
from gateway.types import Message
from kit.scoping import tenant_scope
from moderation.types import Action
from tenants.services import save_attribute
from tests.chat.asking.values import rule
from tests.chat.conftest import Library, Model, Room
from tests.chat.values import WordScreen

pytestmark = pytest.mark.django_db(transaction=True)

RULES = (rule(city=["上海"]), rule("通勤补贴每月500元。", score=0.88, city=["北京"]))


@pytest.fixture
def room(room: Room, library: Library) -> Room:
    """Two rules, one of which applies."""
    library.passages = RULES
    with tenant_scope(room.tenant.id):
        values = [["上海", "Shanghai"], ["北京", "Beijing"]]
        save_attribute(name="city", label="城市", label_en="City", values=values, by=room.person.principal)
    return room


async def test_the_question_comes_back_with_its_choices(room: Room, model: Model) -> None:
    told = await room.ask("通勤补贴多少？")
    assert (told.closed.outcome, told.closed.finish) == (Outcome.CLARIFY, "stop")
    assert [each.label for each in told.closed.choices] == ["上海", "北京", "我不知道"]
    assert told.text == told.closed.answer
    assert "城市" in told.text
    assert told.closed.label.text
    assert model.asked == []


async def test_it_is_in_the_language_of_the_question(room: Room) -> None:
    told = await room.ask("How much is the allowance?")
    assert [each.label for each in told.closed.choices] == ["Shanghai", "Beijing", "I do not know"]


async def test_it_is_recorded_with_what_was_asked_for(room: Room) -> None:
    told = await room.ask("通勤补贴多少？")
    record = await room.record(told.opened.turn_id)
    assert (record.outcome, record.reason, record.category) == (Outcome.CLARIFY, "attribute_unknown", "city")
    seen = await room.unit(conversation, told.opened.conversation_id, subject=room.request().subject)
    assert [each.value for each in seen.turns[0].choices] == ["上海", "北京", ""]


async def test_nobody_is_asked_twice(room: Room) -> None:
    first = await room.ask("通勤补贴多少？")
    for words in ("通勤补贴多少？", "不知道", "通勤补贴多少？"):
        told = await room.ask(words, conversation_id=first.opened.conversation_id)
        assert told.closed.outcome is not Outcome.CLARIFY


async def test_where_it_is_known_nobody_is_asked(room: Room) -> None:
    assert (await room.ask("通勤补贴多少？", attributes={"city": "上海"})).closed.outcome is not Outcome.CLARIFY
    assert (await room.ask("北京的通勤补贴多少？")).closed.outcome is not Outcome.CLARIFY
    assert (await room.ask("我在北京，通勤补贴多少？")).closed.outcome is not Outcome.CLARIFY


async def test_clients_without_buttons_get_the_choices_as_text(room: Room) -> None:
    told = await room.ask("通勤补贴多少？", channel="openai", attested="contract")
    assert told.text.splitlines()[1:] == ["1. 上海", "2. 北京", "3. 我不知道"]


async def test_a_history_that_the_client_keeps_is_gone_on_with(room: Room, library: Library) -> None:
    first = await room.ask("通勤补贴多少？", channel="openai", attested="contract")
    history = (Message("user", "通勤补贴多少？"), Message("assistant", first.text))
    await room.ask("2", channel="openai", attested="contract", history=history)
    assert library.searched[-1]["question"] == "通勤补贴多少？"
    assert dict(library.searched[-1]["filters"].attributes) == {"city": "北京"}


async def test_its_words_are_screened_like_any_other(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = WordScreen(word="北京", action=Action.REFUSE)
    monkeypatch.setattr(clarification, "screen_for", lambda policy_id, side: screen)
    told = await room.ask("通勤补贴多少？")
    assert told.closed.outcome is Outcome.REFUSED
    assert "北京" not in told.text


async def test_a_broken_moderator_refuses_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: Any = WordScreen(broken=True)
    monkeypatch.setattr(clarification, "screen_for", lambda policy_id, side: broken)
    assert (await room.ask("通勤补贴多少？")).closed.outcome is Outcome.REFUSED


async def test_a_recorded_question_back_is_replayed_with_its_choices(room: Room) -> None:
    first = await room.ask("通勤补贴多少？", idempotency_key="same-key-1")
    again = await room.ask("通勤补贴多少？", idempotency_key="same-key-1")
    assert again.opened.replayed
    assert again.closed.choices == first.closed.choices
