"""A model server on loopback that sends an answer at a steady pace: 64 deltas of four characters, one every 20 ms."""

import asyncio
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

DELTAS = 64
PACE_SECONDS = 0.02
TEXT = "答案四字"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
USAGE = {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": DELTAS * 3}}


def event(body: object) -> bytes:
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def delta(text: str, finish: str | None = None) -> bytes:
    return event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]})


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: str = TEXT) -> None:
    """One stream. The pace is kept against the clock, so that a late delta does not delay those after it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        await reader.readexactly(length)
        writer.write(HEAD)
        loop = asyncio.get_running_loop()
        begin = loop.time()
        for number in range(DELTAS):
            await asyncio.sleep(begin + number * PACE_SECONDS - loop.time())
            writer.write(delta(text))
            await writer.drain()
        writer.write(delta("", "stop") + event(USAGE) + b"data: [DONE]\n\n")
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()


def _serve(ready: Connection, text: str) -> None:
    async def run() -> None:
        server = await asyncio.start_server(lambda r, w: answer(r, w, text), "127.0.0.1", 0, backlog=1024)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def paced_upstream(text: str = TEXT) -> Iterator[str]:
    """The base address of such a server, in a process of its own, so that it never waits for what is measured."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there, text), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/v1"
    finally:
        process.terminate()
        process.join()
