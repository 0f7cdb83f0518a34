"""A small web site on this machine that tests change and count."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>"


@dataclass
class Answer:
    """What an address gives."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """Its pages by path, and what was asked of it."""

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def page(self, path: str, title: str, text: str, **headers: str) -> None:
        """Put a page there, or change it."""
        found = {name.replace("_", "-"): value for name, value in headers.items()}
        body = PAGE.format(title=title, text=text).encode()
        self.pages[path] = Answer(body, headers={"Content-Type": "text/html; charset=utf-8", **found})

    def give(self, path: str, body: bytes, media: str = "text/html", status: int = 200, **headers: str) -> None:
        """Any answer."""
        self.pages[path] = Answer(body, status, {"Content-Type": media, **headers})

    def lead(self, path: str, to: str, status: int = 302) -> None:
        """A redirect."""
        self.pages[path] = Answer(b"", status, {"Location": to})

    def paths(self) -> list[str]:
        """What was asked for, the rules for robots left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextlib.contextmanager
def running(host: str = "127.0.0.1") -> Iterator[Site]:
    """The site while it serves."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            answer = site.pages.get(self.path, Answer(b"", 404))
            tag = answer.headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                answer = Answer(b"", 304)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: tests look at `asked`."""

    server = ThreadingHTTPServer((host, 0), Handler)
    site = Site(f"http://{host}:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
