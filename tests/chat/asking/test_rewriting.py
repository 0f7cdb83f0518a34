"""A model may make a question stand alone, where the rules are unsure, quickly and without inventing anything."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chat.asking import rewriting
from gateway.errors import NoRoute
from gateway.types import Call, Decision, Delta, Message
from tests.chat.conftest import Library, Room
from tests.chat.values import card

pytestmark = pytest.mark.django_db(transaction=True)


class Rewriter:
    """A model of a place, which says one thing."""

    def __init__(self, says: str, location: Any = "hosted", seconds: float = 0.0) -> None:
        self.says, self.location, self.seconds = says, location, seconds
        self.asked: list[tuple[Call, tuple[Message, ...]]] = []

    def decide(self, call: Call, *, route_id: Any) -> Decision:
        if self.location == "nowhere":
            raise NoRoute(passed_over=())
        return Decision(card=card(self.location), reason="first_choice")

    async def stream(self, call: Call, decision: Any, messages: Any, params: Any) -> AsyncIterator[Delta]:
        self.asked.append((call, tuple(messages)))
        await asyncio.sleep(self.seconds)
        yield Delta(text=self.says)


async def searched(room: Room, library: Library, model: Rewriter, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is searched for 那餐补呢？ after 住宿费标准是多少？"""
    monkeypatch.setattr(rewriting, "decide", model.decide)
    monkeypatch.setattr(rewriting, "sensitivity_of", lambda base_ids: "internal")
    monkeypatch.setattr(rewriting, "completion", model)
    first = await room.ask("住宿费标准是多少？")
    await room.ask("那餐补呢？", conversation_id=first.opened.conversation_id)
    return str(library.searched[-1]["question"])


async def test_a_model_rewrites_what_the_rules_guess(
    room: Room, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Rewriter("餐补的标准是多少？")
    assert await searched(room, library, model, monkeypatch) == "餐补的标准是多少？"
    (call, messages) = model.asked[0]
    assert (call.purpose, call.personal) == ("rewrite", False)
    assert "住宿费标准是多少？" in messages[-1].content


@pytest.mark.parametrize(
    "model",
    [
        Rewriter("", "nowhere"),
        Rewriter("餐补怎么算？", "local"),
        Rewriter("餐补每天100元吗？"),
        Rewriter("餐补？\n因为您问到了餐补。"),
        Rewriter(""),
        Rewriter("餐补" * 200),
    ],
)
async def test_else_the_rules_own_version_stands(
    room: Room, library: Library, model: Rewriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await searched(room, library, model, monkeypatch) == "餐补是多少？"


async def test_a_slow_model_is_not_waited_for(room: Room, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "PATIENCE", 0.05)
    assert await searched(room, library, Rewriter("餐补？", seconds=5), monkeypatch) == "餐补是多少？"


async def test_a_question_that_the_rules_understand_asks_no_model(
    room: Room, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Rewriter("x")
    monkeypatch.setattr(rewriting, "decide", model.decide)
    monkeypatch.setattr(rewriting, "completion", model)
    first = await room.ask("年假几天？")
    await room.ask("那病假呢？", conversation_id=first.opened.conversation_id)
    assert model.asked == []
