"""What the platform adds to a streamed turn: lag behind the upstream, stalls among many streams, and how many a pool carries.

Everything is on: consent, moderation both ways, grounding where the bot has bases, labels, audit, journal and leases. The
upstream is paced inside the process, and so are the clients: they share the event loop and both cores with the platform.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from itertools import pairwise
from statistics import median, quantiles
from time import monotonic
from typing import Any
from uuid import uuid4

import django

PACE = 0.02
"""Seconds between two deltas: 50 tokens a second."""
TURNS = 60
SENTENCES = (
    "员工入职满一年的，每年享有带薪年休假十天。",
    "未休完的年休假，经部门经理批准，可以延至次年三月三十一日。",
    "病假须提供二级以上医院出具的证明。",
    "连续病假超过三天的，由部门经理批准。",
)


def run() -> dict[str, Any]:
    django.setup()
    with database(f"bench_turn_{os.getpid()}"):
        return asyncio.run(measure())


@contextmanager
def database(name: str) -> Iterator[None]:
    """A migrated database of its own, dropped afterwards."""
    from django.conf import settings

    from tests.conftest import close_everything, migrated_template, use_database

    settings.EMBEDDED.start(durable=False)
    template = migrated_template(settings.EMBEDDED)
    settings.EMBEDDED.create_database(name, template=template)
    use_database(name)
    try:
        yield
    finally:
        close_everything()
        settings.EMBEDDED.drop_database(name)


class Upstream:
    """Plays deltas at a pace, and remembers when each turn got which."""

    def __init__(self) -> None:
        self.deltas: list[str] = []
        self.given: dict[Any, list[float]] = {}
        self.begun: dict[Any, float] = {}
        self.open = self.most = 0

    async def stream(self, call: Any, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        from gateway.types import Delta, Usage

        self.begun[call.turn_id] = monotonic()
        times = self.given.setdefault(call.turn_id, [])
        self.open += 1
        self.most = max(self.most, self.open)
        due = monotonic()
        try:
            for delta in self.deltas:
                due += PACE
                await asyncio.sleep(max(0.0, due - monotonic()))
                times.append(monotonic())
                yield Delta(text=delta)
            yield Delta(finish="stop", usage=Usage(prompt_tokens=1, completion_tokens=1))
        finally:
            self.open -= 1


class Client:
    """Asks once, and notes when it got what."""

    def __init__(self) -> None:
        self.turn_id: Any = None
        self.asked = monotonic()
        self.got: list[tuple[float, int]] = []
        self.outcome = ""

    async def ask(self, request: Any) -> "Client":
        from chat.pipeline import run_turn
        from chat.turn import Closed, Opened, Released

        self.asked = monotonic()
        async with aclosing(run_turn(request)) as events:
            async for event in events:
                if isinstance(event, Opened):
                    self.turn_id = event.turn_id
                elif isinstance(event, Released):
                    self.got.append((monotonic(), event.seq))
                elif isinstance(event, Closed):
                    self.outcome = event.outcome.value
        return self

    @property
    def gaps(self) -> list[float]:
        """Milliseconds between two releases."""
        times = [at for at, _ in self.got]
        return [(b - a) * 1000 for a, b in pairwise(times)]


async def measure() -> dict[str, Any]:
    upstream = Upstream()
    stand_in(upstream)
    scene = await asyncio.to_thread(prepare)
    free, cited = scene("free"), scene("cited")
    await Client().ask(free())  # warm: lexicons, connections, catalogues
    return {
        "characters": await lag(upstream, free, two_by_two(), cited=False),
        "sentences": await lag(upstream, cited, two_by_two(marks=True), cited=True),
        "streams_32": await stalls(upstream, free, 32),
        "streams_128": await stalls(upstream, free, 128),
        "asked": {"lag_ms_p95": 40, "stall_ms": 200, "streams": 32, "open_streams": 128, "pool": 8},
    }


def two_by_two(*, marks: bool = False) -> list[str]:
    text = "".join(sentence[:-1] + ("[1]。" if marks else "。") for sentence in SENTENCES)
    return [text[at : at + 2] for at in range(0, len(text), 2)]


async def lag(upstream: Upstream, request: Any, deltas: Sequence[str], *, cited: bool) -> dict[str, float]:
    """Milliseconds from the delta that a release needed until the client had it; one turn after the other."""
    upstream.deltas = list(deltas)
    free_after = await needs(request().tenant_id, deltas, cited=cited)
    clients = [await Client().ask(request()) for _ in range(TURNS)]
    behind = [lags(upstream, client, free_after) for client in clients]
    every = [each for one in behind for each in one]
    before = [(upstream.begun[client.turn_id] - client.asked) * 1000 for client in clients]
    return {
        "answered": sum(client.outcome == "answered" for client in clients),
        "first_ms_p50": round(median(one[0] for one in behind), 2),
        "first_ms_p95": p95([one[0] for one in behind]),
        "every_ms_p95": p95(every),
        "before_model_ms_p50": round(median(before), 1),
        "before_model_ms_p95": p95(before),
    }


async def needs(tenant_id: Any, deltas: Sequence[str], *, cited: bool) -> list[int]:
    """How many characters the release rule sets free after each delta, told by the rule itself, without a turn."""
    from chat.stages import retrieval
    from chat.stages.grounding import Grounds
    from chat.turn import Piece
    from kit.database import run_unit
    from moderation.selectors import screen_for

    holdback = (await run_unit(tenant_id, screen_for, None, side="output")).stream()
    grounds = Grounds(retrieval.search(), "") if cited else None
    free, after = 0, []
    for delta in deltas:
        text = grounds.take(Piece(text=delta)).text if grounds else delta
        free += len(holdback.push(text).text) if text else 0
        after.append(free)
    return after


def lags(upstream: Upstream, client: Client, free_after: Sequence[int]) -> list[float]:
    """For each release that a delta set free: how long after it. What only the end sets free has no such delta."""
    given = upstream.given[client.turn_id]
    needed = [(at, next((n for n, free in enumerate(free_after) if free >= seq), None)) for at, seq in client.got]
    return [(at - given[n]) * 1000 for at, n in needed if n is not None]


async def stalls(upstream: Upstream, request: Any, streams: int) -> dict[str, Any]:
    """Many streams at once, on a pool of eight connections."""
    upstream.deltas, upstream.most = two_by_two() * 4, 0
    clients = await asyncio.gather(*(Client().ask(request()) for _ in range(streams)))
    gaps = [gap for client in clients for gap in client.gaps]
    return {
        "answered": sum(client.outcome == "answered" for client in clients),
        "open_at_once": upstream.most,
        "gap_ms_p50": round(median(gaps), 1),
        "gap_ms_p99": round(quantiles(gaps, n=100)[98], 1),
        "gap_ms_max": round(max(gaps), 1),
        "stalls_over_200_ms": sum(gap > 200 for gap in gaps),
    }


def p95(values: Sequence[float]) -> float:
    return round(quantiles(values, n=20)[18], 2)


def stand_in(upstream: Upstream) -> None:
    """The paced upstream instead of the gateway's models, and found passages instead of a search."""
    from chat.stages import generation, retrieval, routing
    from gateway.types import Decision
    from tests.chat.values import card, passage

    found = (passage("".join(SENTENCES)),)
    chosen = Decision(card=card(), reason="first_choice")
    generation.completion.stream = upstream.stream  # type: ignore[assignment]
    retrieval.search = lambda **asked: found  # type: ignore[assignment]
    routing.decide = lambda call, route_id: chosen  # type: ignore[assignment]
    routing.sensitivity_of = lambda base_ids: "internal"  # type: ignore[assignment]


def prepare() -> Any:
    """A tenant; gives a maker of bots, which gives a maker of requests."""
    from chat.services import create_bot, publish_bot
    from chat.turn import TurnRequest
    from chat.types import BotSettings
    from kit.scoping import tenant_scope
    from tenants.services import create_tenant
    from tenants.types import PERMISSIONS, Subject, job_principal

    tenant = create_tenant(slug="bench", name="Bench")
    by = job_principal(tenant_id=tenant.id, name="bench", scopes=PERMISSIONS)
    subject = Subject(tenant_id=tenant.id, channel="console", external_id="bench")
    for slug, bases in (("free", ()), ("cited", (uuid4(),))):
        with tenant_scope(tenant.id):
            bot = create_bot(slug=slug, settings=BotSettings(name=slug, base_ids=bases), by=by)
            publish_bot(bot_id=bot.id, published=True, by=by)

    def scene(slug: str) -> Any:
        return lambda: TurnRequest(
            tenant_id=tenant.id,
            bot_slug=slug,
            principal=by,
            subject=subject,
            channel="console",
            question="年假有多少天？",
        )

    return scene
