"""A model that says what it was told to say: for tests, benches and training, through every layer but the network."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from gateway import tokens
from gateway.adapters.endpoint import Endpoint
from gateway.errors import GatewayError, UpstreamBroken
from gateway.types import Delta, Message, Params, Source, Usage

NAME = "scripted"

Part = str | float | GatewayError
"""A delta, a pause in seconds, or a fault at this place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One call as the model saw it."""

    messages: tuple[Message, ...]
    params: Params
    passages: tuple[Source, ...]


@dataclass(slots=True)
class Script:
    """Replies in order, the last one again and again. A reply is a text or a list of parts. `calls` is what was asked."""

    replies: list[str | Sequence[Part]]
    calls: list[Asked] = field(default_factory=list)
    closed: int = 0

    def next(self) -> Sequence[Part]:
        reply = self.replies[min(len(self.calls), len(self.replies)) - 1]
        return [reply] if isinstance(reply, str) else reply


_scripts: dict[str, Script] = {}


def install(name: str, *replies: str | Sequence[Part]) -> Script:
    """Have the card whose model is `name` answer with `replies`, in this process."""
    _scripts[name] = Script(list(replies))
    return _scripts[name]


async def stream(
    endpoint: Endpoint, messages: Sequence[Message], params: Params, passages: Sequence[Source] = ()
) -> AsyncGenerator[Delta, None]:
    """The next reply of the endpoint's script. Raises what the script says, UpstreamBroken where there is none."""
    script = _scripts.get(endpoint.model)
    if script is None or not script.replies:
        raise UpstreamBroken("not_found")
    script.calls.append(Asked(tuple(messages), params, tuple(passages)))
    said = 0
    try:
        for part in script.next():
            if isinstance(part, GatewayError):
                raise part
            if isinstance(part, str):
                said += tokens.estimate(part)
                yield Delta(text=part)
            else:
                await asyncio.sleep(part)
    finally:
        script.closed += 1
    usage = Usage(prompt_tokens=tokens.estimate_messages(messages), completion_tokens=said)
    yield Delta(finish="stop", usage=usage)
