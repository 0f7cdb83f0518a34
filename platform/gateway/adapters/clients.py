"""One guarded HTTP client per event loop: a new one for each call would cost a TLS context and every warm connection."""

import asyncio
from weakref import WeakKeyDictionary

import httpx

from kit.http import safe_async_client

# As many streams as a process may hold open; the lanes of `gateway.queueing` bound them per model.
CONNECTIONS = 1024
KEPT_WARM = 32

_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[bool | None, httpx.AsyncClient]] = WeakKeyDictionary()


def client(*, allow_private: bool | None) -> httpx.AsyncClient:
    """The client of the running loop. Its time limits are those of each request."""
    held = _clients.setdefault(asyncio.get_running_loop(), {})
    if allow_private not in held:
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=KEPT_WARM)
        held[allow_private] = safe_async_client(allow_private=allow_private, timeout=None, limits=limits)
    return held[allow_private]


async def close_clients() -> None:
    """Close what the running loop has opened; for tests and for commands that end."""
    for each in _clients.pop(asyncio.get_running_loop(), {}).values():
        await each.aclose()
