"""The whole product, a real browser, and a customer's web site of its own origin."""

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import browsing
from tests.cast import Person
from tests.journeys.endpoint import Endpoint, answering
from tests.live import Live, serving
from tests.stocked import Stock, stock


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as held:
        yield held


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    with serving() as held:
        yield held


@pytest.fixture
def handbook(transactional_db: None, anna) -> Stock:
    return stock(anna.tenant)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


class Site:
    """A customer's plain page at an origin that is not ours."""

    def __init__(self) -> None:
        self.html = ""
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(site.html.encode())

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def shop() -> Iterator[Site]:
    held = Site()
    yield held
    held.server.shutdown()
    held.server.server_close()


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, live: Live) -> Iterator[Enter]:
    """`enter(person)` is a page of the console in a browser where that person is signed in; nobody: signed out."""
    contexts: list[BrowserContext] = []

    def entered(person: Person | None = None, locale: str = "zh-CN") -> Page:
        context = browser.new_context(locale=locale, base_url=live.console, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.console)
        if person:
            session = person.client().cookies["heyan_session"].value
            context.add_cookies([{"name": "heyan_session", "value": session, "url": live.console}])
        return context.new_page()

    yield entered
    for context in contexts:
        context.close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A model server of somebody else's, which notes what reaches it."""
    with answering() as held:
        yield held
