"""Every page in a real browser, in both widths and both languages: nothing breaks, nothing overflows, axe is content."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from kit.outbox import run_due
from tests.browsing import browsing
from tests.cast import Person
from tests.console.conftest import page
from tests.live import Live, serving
from tests.stocked import Stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
NAMES = [
    "home",
    "chat",
    "bots",
    "new_bot",
    "bases",
    "new_base",
    "glossary",
    "models",
    "new_model",
    "routes",
    "new_route",
    "usage",
    "members",
    "invite",
    "groups",
    "keys",
    "new_key",
    "audit",
    "notices",
    "moderation",
    "new_policy",
    "settings",
    "log",
    "about_ai",
]
SETTINGS = [(1280, "zh-hans", True), (390, "en", True), (390, "zh-hans", False), (1280, "en", False)]
"""Width, language, and whether axe looks as well: markup is the same in both languages, so it looks at each width once."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as held:
        yield held


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    with serving() as held:
        yield held


@pytest.fixture
def signed_in(browser: Browser, live: Live, anna: Person) -> Iterator[BrowserContext]:
    """A browser in which anna is signed in."""
    context = browser.new_context(locale="zh-CN", base_url=live.console)
    context.set_default_timeout(15_000)
    session = anna.client().cookies["heyan_session"].value
    context.add_cookies([{"name": "heyan_session", "value": session, "url": live.console}])
    yield context
    context.close()


def addresses(stock: Stock) -> list[str]:
    found = [page(name) for name in NAMES]
    found += [
        page("bot", slug="leave"),
        page("versions", slug="leave"),
        page("hit_test", base_id=stock.base_id) + "?q=年假",
    ]
    found += [page(name, base_id=stock.base_id) for name in ("base", "base_settings")]
    return found + [page(name, document_id=stock.document_id) for name in ("document", "manage_document", "reach")]


def faults(view: Page) -> list[str]:
    """What axe finds on the page, by rule and place."""
    found = Axe().run(view, options=RULES).response["violations"]
    return [f"{each['id']} {node['target']}" for each in found for node in each["nodes"]]


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_pages_are_sound(
    signed_in: BrowserContext, live: Live, handbook: Stock, setting: tuple[int, str, bool]
) -> None:
    width, language, looked_at = setting
    signed_in.add_cookies([{"name": "heyan_language", "value": language, "url": live.console}])
    view = signed_in.new_page()
    view.set_viewport_size({"width": width, "height": 844})
    troubles: list[str] = []
    view.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    view.on("pageerror", lambda error: troubles.append(str(error)))
    for address in addresses(handbook):
        view.goto(address)
        troubles += [f"{address}: {fault}" for fault in (faults(view) if looked_at else [])]
        if view.evaluate("document.documentElement.scrollWidth") > width:
            troubles.append(f"{address} is wider than the window")
    assert troubles == []


def test_a_question_is_answered_and_its_source_opens_beside_it(signed_in: BrowserContext, handbook: Stock) -> None:
    view = signed_in.new_page()
    view.goto(page("chat") + "?bot=leave")
    view.fill("#question", "年假有多少天？")
    view.press("#question", "Enter")
    view.wait_for_selector(".answer .ai-label")
    assert "10 天带薪年假" in view.inner_text(".answer .words")
    view.click(".answer .cite >> nth=0")
    view.wait_for_selector("#viewer[open] #marked")
    assert faults(view) == []
    view.keyboard.press("Escape")
    view.reload()
    assert "10 天带薪年假" in view.inner_text(".answer .words")


def test_enter_does_not_send_while_an_input_method_composes(signed_in: BrowserContext, handbook: Stock) -> None:
    view = signed_in.new_page()
    view.goto(page("chat") + "?bot=leave")
    view.fill("#question", "nianjia")
    press = "document.querySelector('#question').dispatchEvent(new KeyboardEvent('keydown', %s))"
    view.evaluate(press % "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}")
    view.evaluate(press % "{key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}")
    assert view.query_selector(".turn") is None
    assert view.input_value("#question") == "nianjia"


def test_copying_an_answer_takes_its_label_along(signed_in: BrowserContext, live: Live, handbook: Stock) -> None:
    signed_in.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.console)
    view = signed_in.new_page()
    view.goto(page("chat") + "?bot=leave")
    view.fill("#question", "病假发多少工资？")
    view.press("#question", "Enter")
    view.click(".answer [data-copy]")
    view.wait_for_selector(".toast")
    assert "AI" in view.evaluate("navigator.clipboard.readText()").splitlines()[-1]


def test_the_token_stream_is_no_live_region(signed_in: BrowserContext, handbook: Stock) -> None:
    view = signed_in.new_page()
    view.goto(page("chat") + "?bot=leave")
    assert (
        view.eval_on_selector("[data-turns]", "node => node.closest('[aria-live], [role=status], [role=log]')") is None
    )
    view.fill("#question", "年假有多少天？")
    view.press("#question", "Enter")
    view.wait_for_selector("[data-spoken]:has-text('10')", state="attached")


def test_the_palette_opens_by_keyboard_and_leads_on(signed_in: BrowserContext, handbook: Stock) -> None:
    view = signed_in.new_page()
    view.goto(page("home"))
    view.keyboard.press("Control+k")
    view.fill("#palette input", "审计")
    view.keyboard.press("Enter")
    view.wait_for_url("**/compliance/audit/")


def test_an_upload_is_followed_to_its_end_without_a_reload(
    signed_in: BrowserContext, anna: Person, handbook: Stock
) -> None:

    view = signed_in.new_page()
    view.goto(page("base", base_id=handbook.base_id))
    view.set_input_files("#files", {"name": "two.md", "mimeType": "text/markdown", "buffer": "# 二\n\n蓝色。".encode()})
    view.click("[data-drop] button.primary")
    row = view.wait_for_selector(".document:has-text('two.md')")
    assert row is not None
    run_due(anna.tenant.id)
    view.wait_for_selector(".document:has-text('two.md') .badge.good")
    assert "two.md" in view.inner_text("#toasts")


def test_on_a_telephone_the_rail_opens_closes_and_gives_the_focus_back(signed_in: BrowserContext) -> None:
    view = signed_in.new_page()
    view.set_viewport_size({"width": 390, "height": 844})
    view.goto(page("home"))
    assert not view.is_visible("#rail nav")
    view.click("[data-rail]")
    view.wait_for_selector("#rail.open nav")
    view.keyboard.press("Escape")
    assert view.evaluate("document.activeElement.hasAttribute('data-rail')")


def test_deleting_asks_first(signed_in: BrowserContext, handbook: Stock) -> None:
    view = signed_in.new_page()
    view.goto(page("base", base_id=handbook.base_id))
    view.click(".document .danger")
    view.click("#confirm button >> nth=0")
    assert view.query_selector(".document") is not None
    view.click(".document .danger")
    view.click("#confirm button.primary")
    view.wait_for_selector(".empty")


def test_the_focus_is_seen_and_can_skip_to_the_content(signed_in: BrowserContext) -> None:
    view = signed_in.new_page()
    view.goto(page("bots"))
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.className") == "skip"
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "main"
    view.keyboard.press("Tab")
    width = view.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "2px"
