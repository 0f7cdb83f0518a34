"""A process of its own that answers one question, says what it shows, and stands still at a named point to be killed there.

`python -m tests.chat.crash_child DATABASE TENANT BOT POINT`
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any
from uuid import UUID

import django

POINTS = ("opening", "opened", "retrieval", "first", "journaled", "closing", "closed")
TEXT = ("入职满一年", "有10天年假[1]。", "未休完的可以延至", "次年3月31日[1]。")


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def stand_still() -> None:
    say("here")
    await asyncio.sleep(60)


class Child:
    """The question, and where to stand still."""

    def __init__(self, database: str, tenant: str, bot: str, point: str) -> None:
        self.database, self.tenant_id, self.bot, self.point = database, UUID(tenant), bot, point

    def prepare(self) -> None:
        django.setup()
        from chat.stages import audit, generation, retrieval, routing
        from gateway.types import Decision
        from tests.chat.values import card, passage
        from tests.conftest import use_database

        use_database(self.database)
        found = (passage(),)
        routing.decide = lambda call, route_id: Decision(card=card(), reason="first_choice")  # type: ignore[assignment]
        routing.sensitivity_of = lambda base_ids: "internal"  # type: ignore[assignment]
        retrieval.search = lambda **asked: found  # type: ignore[assignment]
        generation.completion.stream = self.answer  # type: ignore[assignment]
        self.wrap(audit)

    def wrap(self, audit: Any) -> None:
        """Stand still right before the opening entry, before the closing one, or behind it."""
        real_opened, real_closed = audit.opened, audit.closed

        async def opened(request: Any) -> Any:
            if self.point == "opening":
                await stand_still()
            return await real_opened(request)

        async def closed(turn: Any) -> Any:
            if self.point == "closing":
                await stand_still()
            end = await real_closed(turn)
            if self.point == "closed":
                await stand_still()
            return end

        audit.opened, audit.closed = opened, closed

    async def answer(self, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        from gateway.types import Delta

        for text in TEXT:
            yield Delta(text=text)
            await asyncio.sleep(0.05)
        if self.point == "journaled":
            await asyncio.sleep(1.2)
            await stand_still()
        yield Delta(finish="stop")

    async def run(self) -> None:
        from chat.pipeline import run_turn
        from chat.turn import Opened, Progress, Released, TurnRequest
        from tenants.types import Subject, job_principal

        principal = job_principal(tenant_id=self.tenant_id, name="child", scopes=frozenset({"chat.ask"}))
        subject = Subject(tenant_id=self.tenant_id, channel="console", external_id="child")
        request = TurnRequest(
            tenant_id=self.tenant_id,
            bot_slug=self.bot,
            principal=principal,
            subject=subject,
            channel="console",
            question="年假有多少天？",
        )
        async with aclosing(run_turn(request)) as events:
            async for event in events:
                if isinstance(event, Opened):
                    say("opened", event.turn_id)
                    await self.at("opened")
                elif isinstance(event, Progress) and event.stage == "retrieval":
                    await self.at("retrieval")
                elif isinstance(event, Released):
                    say("shown", event.text)
                    await self.at("first")

    async def at(self, point: str) -> None:
        if self.point == point:
            await stand_still()


if __name__ == "__main__":
    child = Child(*sys.argv[1:])
    child.prepare()
    asyncio.run(child.run())
