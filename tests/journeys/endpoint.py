"""A model server as a vendor runs one: on the loopback, in a thread of its own, noting every request."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.gateway.test_probing import Answering, able
from tests.gateway.upstream import Asked, Reply, answer

TURN_CHARACTERS = 200


class Endpoint:
    """`says` is what it answers to whoever asks it something in earnest; a probe finds it able to do everything."""

    def __init__(self) -> None:
        self.says: tuple[str, ...] = ("好的。",)
        self.server = Answering(self._reply)

    def _reply(self, asked: Asked) -> Reply:
        """The prompt of a turn is long; what a probe asks for in a stream is one line."""
        turn = asked.body and asked.body.get("stream") and len(str(asked.body["messages"])) > TURN_CHARACTERS
        return answer(*self.says) if turn else able(asked)

    @property
    def base_url(self) -> str:
        return self.server.base_url

    @property
    def received(self) -> str:
        """Everything that was ever sent to it."""
        return "\n".join(json.dumps(asked.body, ensure_ascii=False) for asked in self.server.asked)


@contextmanager
def answering() -> Iterator[Endpoint]:
    held, started, loop = Endpoint(), threading.Event(), asyncio.new_event_loop()
    ended = asyncio.Event()

    async def serve() -> None:
        async with held.server:
            started.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield held
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
