"""The web process as it runs for people, inside a test: one application, two ports on the loopback."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from django.conf import settings

from config.asgi import application


@dataclass(frozen=True, slots=True)
class Live:
    """Where the two front doors are."""

    console: str
    widget: str


def listener() -> socket.socket:
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen(128)
    return held


@contextmanager
def serving() -> Iterator[Live]:
    """Serve until the block ends. The settings name the two origins meanwhile."""
    sockets = [listener(), listener()]
    console, widget = (f"http://127.0.0.1:{each.getsockname()[1]}" for each in sockets)
    before = settings.CONSOLE_URL, settings.WIDGET_URL
    settings.CONSOLE_URL, settings.WIDGET_URL = console, widget
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=sockets)), daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Live(console, widget)
    finally:
        server.should_exit = True
        thread.join(10)
        settings.CONSOLE_URL, settings.WIDGET_URL = before
