"""Bound what a request may send before any of it is kept, and say so in the sender's language where it may not be kept."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

from config.errors import RequestTooLarge
from kit.errors import HeyanError
from knowledge.errors import StorageFull
from knowledge.files import is_full

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

REFUSED = "heyan.refused"
"""Key of the scope: the error that the front middleware answers with."""
FILES_AT_ONCE = 4
"""One request may carry several files, together this many times the limit of one."""


class Intake:
    """The outermost layer of the application."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = Body(receive, most(scope), declared(scope))
        try:
            body.check(body.declared)
            await self.app(scope, body.receive, send)
        except RequestTooLarge as error:
            await self._refuse(error, scope, body, send)
        except OSError as error:
            if body.complete or not is_full(error):
                raise
            await self._refuse(StorageFull(), scope, body, send)

    async def _refuse(self, error: HeyanError, scope: Scope, body: "Body", send: Send) -> None:
        """Let the application answer, with nothing of the body. A sender that is still sending would not see it."""
        await body.drain()
        await self.app({**scope, REFUSED: error}, empty(), send)


class Body:
    """Counts what arrives."""

    def __init__(self, receive: Receive, most: int, declared: int) -> None:
        self._receive, self.most, self.declared = receive, most, declared
        self.seen, self.complete = 0, False

    def check(self, size: int) -> None:
        if size > self.most:
            raise RequestTooLarge

    async def receive(self) -> Message:
        message = await self._next()
        self.check(self.seen)
        return message

    async def drain(self) -> None:
        """Take the rest and keep nothing of it, up to as much again; whoever means to send more is cut off."""
        while not self.complete and max(self.seen, self.declared) <= 2 * self.most:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self.seen += len(message.get("body", b""))
        self.complete = not message.get("more_body", False)
        return message


def empty() -> Receive:
    """A body without content, and a sender who stays."""
    sent = asyncio.Event()

    async def receive() -> Message:
        if sent.is_set():
            await asyncio.Event().wait()
        sent.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


def most(scope: Scope) -> int:
    """Bytes. Only forms carry files."""
    if header(scope, b"content-type").lower().startswith(b"multipart/form-data"):
        return FILES_AT_ONCE * (int(settings.UPLOAD_LIMIT_MB) << 20)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def declared(scope: Scope) -> int:
    """What the sender says that it sends; 0 where it does not say."""
    length = header(scope, b"content-length")
    return int(length) if length.isdigit() else 0


def header(scope: Scope, name: bytes) -> bytes:
    return next((bytes(value) for key, value in scope["headers"] if key == name), b"")
