"""A tenant with a bot, a model that says what a test wants, and passages that a test names; all else is the real thing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest

from chat.pipeline import run_turn
from chat.selectors import turn_record
from chat.services import create_bot, publish_bot
from chat.stages import generation, retrieval, routing
from chat.turn import Closed, Opened, Passages, Progress, Released, TurnEvent, TurnRequest
from chat.types import BotInfo, BotSettings, TurnRecord
from gateway.types import Call, Card, Decision, Delta, Message, Usage
from kit.database import run_unit
from kit.scoping import tenant_scope
from knowledge.types import Passage
from tenants.types import Subject, TenantInfo
from tests.cast import Person, job
from tests.chat.values import LEAVE, SICK, card, passage

ANSWER = ("入职满一年", "有10天", "年假[1]。", "未休完的可以延至", "次年3月31日[1]。")


@dataclass
class Model:
    """Stands where the gateway's models stand. `says` are deltas, seconds or events to wait for, and errors to raise."""

    says: Sequence[str | float | asyncio.Event | Exception] = ANSWER
    card: Card = field(default_factory=card)
    fallbacks: tuple[Card, ...] = ()
    asked: list[tuple[Call, tuple[Message, ...]]] = field(default_factory=list)
    open: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)

    def decide(self, call: Call, *, route_id: UUID | None) -> Decision:
        return Decision(card=self.card, reason="first_choice", fallbacks=self.fallbacks)

    async def stream(
        self, call: Call, decision: Decision, messages: Sequence[Message], params: Any, *, passages: Any = ()
    ) -> AsyncIterator[Delta]:
        self.asked.append((call, tuple(messages)))
        self.open += 1
        try:
            for part in self.says:
                if isinstance(part, Exception):
                    raise part
                if isinstance(part, str):
                    yield Delta(text=part)
                elif isinstance(part, asyncio.Event):
                    await part.wait()
                else:
                    await asyncio.sleep(part)
            yield Delta(finish="stop", usage=Usage(prompt_tokens=50, completion_tokens=20))
        finally:
            self.open -= 1
            self.left.set()


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model()
    monkeypatch.setattr(routing, "decide", made.decide)
    monkeypatch.setattr(routing, "sensitivity_of", lambda base_ids: "internal")
    monkeypatch.setattr(generation.completion, "stream", made.stream)
    return made


@dataclass
class Library:
    """What a search finds, and what was searched for."""

    passages: tuple[Passage, ...] = (passage(LEAVE), passage(SICK, page=5))
    searched: list[dict[str, Any]] = field(default_factory=list)

    def search(self, **asked: Any) -> tuple[Passage, ...]:
        self.searched.append(asked | {"question": asked["question"].question})
        return self.passages[: asked["limit"]]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    made = Library()
    monkeypatch.setattr(retrieval, "search", made.search)
    return made


@dataclass
class Room:
    """Somebody asks a bot. What is not given is the usual."""

    tenant: TenantInfo
    person: Person
    bot: BotInfo

    def request(self, question: str = "年假有多少天？", **values: Any) -> TurnRequest:
        principal = self.person.principal
        usual: dict[str, Any] = {
            "tenant_id": self.tenant.id,
            "bot_slug": self.bot.slug,
            "principal": principal,
            "subject": Subject(tenant_id=self.tenant.id, channel="console", external_id=str(principal.id)),
            "channel": "console",
        }
        return TurnRequest(question=question, **(usual | values))

    async def ask(self, question: str = "年假有多少天？", **values: Any) -> "Told":
        told = Told([])
        async with aclosing(run_turn(self.request(question, **values))) as events:
            async for event in events:
                told.events.append(event)
        return told

    async def record(self, turn_id: UUID) -> TurnRecord:
        return await run_unit(self.tenant.id, turn_record, turn_id)

    async def unit(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await run_unit(self.tenant.id, work, *args, **kwargs)


@dataclass
class Told:
    """The events of one turn."""

    events: list[TurnEvent]

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def opened(self) -> Opened:
        return self.of(Opened)[0]

    @property
    def closed(self) -> Closed:
        assert isinstance(self.events[-1], Closed)
        return self.events[-1]

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.of(Released))

    @property
    def stages(self) -> list[str]:
        return [event.stage for event in self.of(Progress) if event.state == "done"]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(each for event in self.of(Passages) for each in event.passages)


def make_bot(tenant: TenantInfo, slug: str = "hr", **settings: Any) -> BotInfo:
    """A published bot with one base."""
    usual: dict[str, Any] = {"name": "人事助手", "base_ids": (uuid4(),), "contact": "人力资源部"}
    with tenant_scope(tenant.id):
        bot = create_bot(slug=slug, settings=BotSettings(**(usual | settings)), by=job(tenant))
        return publish_bot(bot_id=bot.id, published=True, by=job(tenant))


@pytest.fixture
def room(acorn: TenantInfo, anna: Person, model: Model, library: Library) -> Room:
    """Anna asks Acorn's HR bot, which has one base."""
    return Room(acorn, anna, make_bot(acorn))


@pytest.fixture
def free_room(acorn: TenantInfo, anna: Person, model: Model) -> Room:
    """Anna talks to a bot without bases."""
    return Room(acorn, anna, make_bot(acorn, "talk", base_ids=()))


@pytest.fixture
def birch_room(cleo: Person, model: Model, library: Library) -> Room:
    """Cleo asks a bot of Birch."""
    return Room(cleo.tenant, cleo, make_bot(cleo.tenant, "theirs"))
