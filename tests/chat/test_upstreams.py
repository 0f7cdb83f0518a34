"""Every way in which a model server fails ends a turn in one clear event, and never in silence or in half a word."""

from asyncio import timeout
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from chat.pipeline import run_turn
from chat.stages import routing
from chat.turn import Closed, Outcome, Released
from gateway.adapters.clients import close_clients
from gateway.models import ModelCard
from gateway.selectors import card as read_card
from gateway.types import Decision
from tenants.types import TenantInfo
from tests.cast import Person
from tests.chat.conftest import Room, make_bot
from tests.chat.running.test_flight import until
from tests.gateway.upstream import DONE, USAGE, Reply, Reset, Upstream, answer, event, refusal, text

pytestmark = pytest.mark.django_db(transaction=True)

HALF = "年假".encode()[:4]


@pytest.fixture
def served(acorn: TenantInfo, anna: Person) -> Room:
    """Anna talks to a bot without bases, whose model is served over HTTP."""
    return Room(acorn, anna, make_bot(acorn, "talk", base_ids=()))


@pytest.fixture(autouse=True)
async def on_loopback(settings: Any) -> AsyncIterator[None]:
    """The operator allows private addresses."""
    settings.PRIVATE_ADDRESSES = True
    yield
    await close_clients()


async def serve(room: Room, upstream: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the bot answered by `upstream`."""

    def made() -> Any:
        row = ModelCard.objects.create(
            name="served",
            vendor="openai_compatible",
            base_url=upstream.base_url,
            model="m",
            location="private",
            state="ready",
            capabilities={"streaming": True},
        )
        return read_card(row.id)

    chosen = Decision(card=await room.unit(made), reason="first_choice")
    monkeypatch.setattr(routing, "decide", lambda call, route_id: chosen)


async def asked_of(room: Room, monkeypatch: pytest.MonkeyPatch, *replies: Reply) -> Any:
    async with Upstream(replies) as upstream:
        await serve(room, upstream, monkeypatch)
        told = await room.ask("你好")
        assert upstream.asked, "the server was not asked at all"
        return told


def sse(*parts: bytes | float | Reset) -> Reply:
    return Reply(list(parts))


FAULTS: dict[str, Sequence[Reply]] = {
    "429": [refusal(429, {"error": {"message": "slow down"}})],
    "500": [refusal(500, {"error": {"message": "boom"}})],
    "401": [refusal(401, {"error": {"message": "no key"}})],
    "garbage": [sse(b"data: {not json\n\n")],
    "html": [refusal(200, "<html>", Content_Type="text/html")],
    "half a line": [sse(text("你")[:-9])],
    "nothing": [sse()],
    "only done": [sse(DONE)],
    "an error in the stream": [sse(event({"error": {"message": "overloaded", "code": 500}}))],
    "a cut before the first byte": [sse(Reset())],
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_before_the_first_word_is_said(served: Room, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    told = await asked_of(served, monkeypatch, *FAULTS[name])
    assert told.closed.outcome is Outcome.ABORTED
    assert (told.closed.error.status, bool(told.closed.error.says)) in ((502, True), (429, True))
    assert told.text == ""
    assert len(told.of(Closed)) == 1


AFTER: dict[str, tuple[bytes | float | Reset, ...]] = {
    "a cut": (Reset(),),
    "an end without done": (),
    "garbage": (b"data: {not json\n\n",),
    "half a character": (b'data: {"choices":[{"delta":{"content":"' + HALF,),
    "an error": (event({"error": {"message": "overloaded"}}),),
}


@pytest.mark.parametrize("name", AFTER)
async def test_a_fault_in_the_middle_keeps_what_was_shown_and_says_so(
    served: Room, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    told = await asked_of(served, monkeypatch, sse(text("你好，"), 0.05, *AFTER[name]))
    assert told.closed.outcome is Outcome.ABORTED
    assert told.closed.error is not None
    assert told.closed.answer == told.text
    assert "\ufffd" not in told.text
    assert (await served.record(told.opened.turn_id)).answer == told.text


async def test_a_character_split_over_packets_arrives_whole(served: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = text("年假🙂")
    packets: list[bytes | float] = [part for n in range(len(whole)) for part in (whole[n : n + 1], 0.0)]
    told = await asked_of(served, monkeypatch, sse(*packets, text("", "stop"), USAGE, DONE))
    assert (told.closed.outcome, told.text) == (Outcome.ANSWERED, "年假🙂")


async def test_a_model_of_a_server_answers(served: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    told = await asked_of(served, monkeypatch, answer("你", "好"))
    assert (told.closed.outcome, told.text, told.closed.usage.prompt_tokens) == (Outcome.ANSWERED, "你好", 12)


async def test_a_client_that_leaves_closes_the_connection_to_the_server(
    served: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Upstream([sse(text("你好，"), 30.0)]) as upstream:
        await serve(served, upstream, monkeypatch)
        await until(run_turn(served.request("你好", channel="openai")), Released)
        async with timeout(0.5):
            await upstream.asked[0].left.wait()
