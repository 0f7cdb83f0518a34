"""What the gateway's adapter adds to a paced stream: `python -m bench.gateway`."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator

import httpx

from bench._paced import paced_upstream
from gateway.adapters.clients import close_clients
from gateway.adapters.endpoint import Endpoint
from gateway.adapters.openai_protocol import stream
from gateway.types import Message, Params

ROUNDS = 5
STREAMS = (1, 8, 32, 128)
STALL_MS = 200.0
QUESTION = (Message("user", "年假有几天?"),)


async def through_adapter(base_url: str) -> AsyncIterator[str]:
    endpoint = Endpoint(model="paced", base_url=base_url, allow_private=True)
    async for delta in stream(endpoint, QUESTION, Params()):
        if delta.text:
            yield delta.text


async def direct(base_url: str, client: httpx.AsyncClient) -> AsyncIterator[str]:
    async with client.stream("POST", f"{base_url}/chat/completions", json={"model": "paced"}) as response:
        async for line in response.aiter_lines():
            if '"content": "' in line and '"content": ""' not in line:
                yield line


async def timed(texts: AsyncIterator[str]) -> tuple[float, float]:
    """(ms to the first text, ms of the largest gap after it)."""
    started = last = time.perf_counter()
    first, gap = 0.0, 0.0
    async for _ in texts:
        now = time.perf_counter()
        if not first:
            first = now - started
        else:
            gap = max(gap, now - last)
        last = now
    return first * 1000, gap * 1000


async def measure(base_url: str, streams: int) -> dict[str, dict[str, float]]:
    """Both ways in turn, so that what else the machine does meets both."""
    seen: dict[str, list[tuple[float, float]]] = {"direct": [], "adapter": []}
    async with httpx.AsyncClient(timeout=None, limits=httpx.Limits(max_connections=None)) as client:
        for _ in range(ROUNDS):
            seen["direct"] += await asyncio.gather(*(timed(direct(base_url, client)) for _ in range(streams)))
            seen["adapter"] += await asyncio.gather(*(timed(through_adapter(base_url)) for _ in range(streams)))
    await close_clients()
    return {way: figures(pairs) for way, pairs in seen.items()}


def figures(pairs: list[tuple[float, float]]) -> dict[str, float]:
    firsts, gaps = zip(*pairs, strict=True)
    return {
        "first_ms_median": round(statistics.median(firsts), 1),
        "first_ms_max": round(max(firsts), 1),
        "gap_ms_max": round(max(gaps), 1),
        "stalled": round(sum(gap > STALL_MS for gap in gaps) / len(gaps), 3),
    }


def run() -> dict[str, dict[str, dict[str, float]]]:
    """Figures by number of streams and way."""
    with paced_upstream() as base_url:
        return {str(streams): asyncio.run(measure(base_url, streams)) for streams in STREAMS}
