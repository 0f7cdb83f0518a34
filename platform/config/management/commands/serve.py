"""Run the web process: one ASGI application on two ports, the console's and the widget's."""

import asyncio
import socket
import threading
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.startup import ensure_database
from config.warming import warm

BACKLOG = 2048
GRACE_SECONDS = 10


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises CommandError with the port where it is taken."""
    server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind((host, port))
    except OSError as error:
        raise CommandError(f"port {port} cannot be used ({error.strerror}); choose another with PORT=…") from error
    server.listen(BACKLOG)
    return server


class Command(BaseCommand):
    help = "Serve the console and the interfaces on PORT and the widget on PORT+1."
    requires_system_checks = ["security"]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.ENV.host)
        parser.add_argument("--port", type=int, default=settings.ENV.port)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        ensure_database(settings.ENV.database_name)
        sockets = [listen(host, port), listen(host, port + 1)]
        threading.Thread(target=warm, name="warm", daemon=True).start()
        config = uvicorn.Config(
            "config.asgi:application",
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_SECONDS,
            server_header=False,
            proxy_headers=settings.ENV.https,
            forwarded_allow_ips=list(settings.ENV.trusted_proxies),
        )
        asyncio.run(uvicorn.Server(config).serve(sockets=sockets))
