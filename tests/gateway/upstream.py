"""A model server on loopback that plays back bytes, pauses and faults, and notes what it was asked."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Reset:
    """Cut the connection here, without a word."""


@dataclass(frozen=True)
class Reply:
    """What one request gets: bytes to send, numbers to wait (seconds), Reset to cut."""

    parts: Sequence[bytes | float | Reset] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/event-stream"})
    chunked: bool = True


@dataclass
class Asked:
    """One request as it arrived. `left` is set once its client has closed the connection."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    left: asyncio.Event = field(default_factory=asyncio.Event)


class Upstream:
    """`async with Upstream([Reply(...), ...]) as upstream`; the last reply repeats."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self.replies = list(replies)
        self.asked: list[Asked] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def reply_to(self, asked: Asked) -> Reply:
        """The next reply; what overrides this may look at the request."""
        return self.replies[min(len(self.asked), len(self.replies)) - 1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await self._read(reader)
        if asked is None:
            writer.close()
            return
        self.asked.append(asked)
        reply = self.reply_to(asked)
        playing = asyncio.ensure_future(self._play(reply, writer))
        await reader.read()  # answers when the client leaves
        asked.left.set()
        playing.cancel()
        writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Asked | None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        method, path, _ = first.split(" ")
        return Asked(method, path, headers, json.loads(body) if body else None)

    async def _play(self, reply: Reply, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in reply.headers.items())]
        lines += ["Transfer-Encoding: chunked"] if reply.chunked else []
        head = ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode()
        try:
            await self._play_parts(reply, writer, head)
        except ConnectionError:
            return
        writer.close()

    async def _play_parts(self, reply: Reply, writer: asyncio.StreamWriter, head: bytes) -> None:
        for part in (head, *reply.parts):
            if isinstance(part, Reset):
                writer.transport.abort()
                return
            if isinstance(part, float | int):
                await asyncio.sleep(part)
                continue
            framed = reply.chunked and part is not head
            writer.write(b"%x\r\n%b\r\n" % (len(part), part) if framed else part)
            await writer.drain()
        if reply.chunked:
            writer.write(b"0\r\n\r\n")
            await writer.drain()


def event(body: object) -> bytes:
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def text(content: str | None, finish: str | None = None, **more: object) -> bytes:
    """One event with a piece of an answer."""
    return event({"choices": [{"index": 0, "delta": {"content": content} | more, "finish_reason": finish}]})


DONE = b"data: [DONE]\n\n"
USAGE = event({"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17}})


def answer(*pieces: str) -> Reply:
    """A well-behaved streamed answer."""
    return Reply([*(text(piece) for piece in pieces), text("", "stop"), USAGE, DONE])


def refusal(status: int, body: object, **headers: str) -> Reply:
    """An error answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply([json.dumps(body).encode()], status, {"Content-Type": "application/json"} | names)
