"""The only door to text generation: wait for a place, stream from the chosen model, fall back where that is allowed."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from gateway import tokens
from gateway.adapters import extractive, openai_protocol, scripted
from gateway.adapters.clients import close_clients
from gateway.adapters.endpoint import Endpoint
from gateway.circuits import Key, circuits
from gateway.errors import UpstreamBroken
from gateway.queueing import waiting
from gateway.rules import forbidden
from gateway.services.admission import admit
from gateway.services.usage import record_usage
from gateway.types import Call, Card, Decision, Delta, Message, Params, Queued, Source, Switched, Usage
from gateway.vendors import vendor
from kit.database import run_unit

Adapter = Callable[[Endpoint, Sequence[Message], Params, Sequence[Source]], AsyncGenerator[Delta, None]]
ADAPTERS: dict[str, Adapter] = {
    module.NAME: module.stream for module in (openai_protocol, extractive, scripted)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for every model that is tried."""

    call: Call
    messages: Sequence[Message]
    params: Params
    passages: Sequence[Source]


async def stream(
    call: Call, decision: Decision, messages: Sequence[Message], params: Params, *, passages: Sequence[Source] = ()
) -> AsyncIterator[Delta | Queued | Switched]:
    """The answer of the decision's card, piece by piece; the last Delta has `finish` and the usage.

    When a model fails before its first piece, the next fallback that the rules allow takes over. Raises GatewayBusy,
    BudgetSpent, UpstreamBroken. Closing the iterator closes the upstream at once.
    """
    cards = [decision.card, *(card for card in decision.fallbacks if not forbidden(call, card))]
    endpoints = await run_unit(call.tenant_id, admit, call=call, cards=cards)
    asked = _Asked(call, messages, params, passages)
    for number, (card, endpoint) in enumerate(zip(cards, endpoints, strict=True)):
        try:
            async with aclosing(_from_one(asked, card, endpoint)) as pieces:
                async for piece in pieces:
                    yield piece
        except _FailedBeforeText as failed:
            if number + 1 == len(cards):
                raise failed.fault from failed
            yield Switched(before=card, card=cards[number + 1], reason=failed.fault.reason)
        else:
            return


@asynccontextmanager
async def own_loop() -> AsyncIterator[None]:
    """Around the work of a job that runs an event loop of its own: the connections to models end with it."""
    try:
        yield
    finally:
        await close_clients()


class _FailedBeforeText(Exception):
    """The model failed and nothing of its answer has been seen."""

    def __init__(self, fault: UpstreamBroken) -> None:
        super().__init__(fault.reason)
        self.fault = fault


async def _from_one(asked: _Asked, card: Card, endpoint: Endpoint) -> AsyncGenerator[Delta | Queued, None]:
    """One model's answer, after its queue."""
    async with waiting(card.id, asked.call.tenant_id, card.parallel) as places:
        async for place in places:
            yield Queued(place=place)
        async with aclosing(_measured(asked, card, endpoint)) as deltas:
            async for delta in deltas:
                yield delta


async def _measured(asked: _Asked, card: Card, endpoint: Endpoint) -> AsyncGenerator[Delta, None]:
    """Deltas of one call, whose outcome the circuit learns and whose usage is written down, whatever happens."""
    key = (asked.call.tenant_id, card.id)
    meter = _Meter(asked.messages)
    circuits.start(key)
    try:
        async with aclosing(ADAPTERS[vendor(card.vendor).adapter](endpoint, *_arguments(asked))) as deltas:
            async for delta in deltas:
                meter.count(delta)
                if delta.finish:
                    circuits.succeeded(key)
                    await meter.settle(asked.call, card, "done")
                yield delta
    except UpstreamBroken as fault:
        _learn(key, fault)
        await meter.settle(asked.call, card, fault.reason)
        if meter.begun:
            raise
        raise _FailedBeforeText(fault) from fault
    finally:
        if not meter.settled:
            circuits.abandoned(key)
            await asyncio.shield(meter.settle(asked.call, card, "left"))


def _arguments(asked: _Asked) -> tuple[Sequence[Message], Params, Sequence[Source]]:
    return asked.messages, asked.params, asked.passages


def _learn(key: Key, fault: UpstreamBroken) -> None:
    """What this call asked for (a text too long, a subject the service refuses) says nothing about the model."""
    if fault.reason in ("context", "filtered"):
        circuits.succeeded(key)
    else:
        circuits.failed(key, retry_after=fault.retry_after)


class _Meter:
    """Counts what a call used, as the upstream says or as it was seen."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self._messages = messages
        self._texts: list[str] = []
        self._usage: Usage | None = None
        self.settled = False

    @property
    def begun(self) -> bool:
        return bool(self._texts)

    def count(self, delta: Delta) -> None:
        if delta.text:
            self._texts.append(delta.text)
        self._usage = delta.usage or self._usage

    async def settle(self, call: Call, card: Card, outcome: str) -> None:
        """Write the usage down, once."""
        self.settled = True
        usage = self._usage or Usage(
            prompt_tokens=tokens.estimate_messages(self._messages) if self._texts or outcome == "left" else 0,
            completion_tokens=tokens.estimate("".join(self._texts)),
            estimated=True,
        )
        await run_unit(call.tenant_id, record_usage, call=call, card=card, usage=usage, outcome=outcome)
