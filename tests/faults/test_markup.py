"""Texts that would be a script if a page took them for markup: in names, documents, greetings and answers, in a real browser."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chat.services import create_bot, publish_bot, save_site
from chat.types import BotSettings
from gateway.adapters import scripted
from gateway.services import save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import RouteStep
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.services import add_document
from tests import cast
from tests.browsing import browsing
from tests.live import Live, serving
from tests.stocked import stock

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CALL = "document.documentElement.dataset.broken='yes'"
PAYLOADS = [
    f"<script>{CALL}</script>",
    f"<SCRIPT >{CALL}</SCRIPT >",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f'"><script>{CALL}</script>',
    f"'><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"]]><script>{CALL}</script>",
    f"{{{{ constructor.constructor(\"{CALL}\")() }}}}",
    f'<img src=x onerror="{CALL}">',
    f"<img src=x onerror={CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f'<img src="x` `onerror={CALL}">',
    f'"onmouseover="{CALL}" autofocus onfocus="{CALL}',
    f"' autofocus onfocus='{CALL}",
    f'<svg onload="{CALL}">',
    f"<svg/onload={CALL}//",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<math><mtext><script>{CALL}</script></mtext></math>",
    f"<math><mglyph><style><img src=x onerror={CALL}></style></mglyph></math>",
    f'<iframe srcdoc="<script>parent.{CALL}</script>"></iframe>',
    f'<iframe src="javascript:parent.{CALL}"></iframe>',
    f'<object data="javascript:{CALL}"></object>',
    f'<embed src="javascript:{CALL}">',
    f"<details open ontoggle={CALL}>x</details>",
    f"<body onload={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<select autofocus onfocus={CALL}></select>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=x onerror={CALL}></audio>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<style>@import 'javascript:{CALL}';</style>",
    f"<link rel=stylesheet href=x onerror={CALL}>",
    f'<meta http-equiv="refresh" content="0;url=javascript:{CALL}">',
    f"<base href=\"javascript:{CALL}//\">",
    f'<form action="javascript:{CALL}"><button autofocus>x</button></form>',
    f"<template><script>{CALL}</script></template>",
    f"<noscript><p title=\"</noscript><img src=x onerror={CALL}>\">",
    f"[x](javascript:{CALL})",
    f"![x](x\"onerror=\"{CALL})",
    f"<a href=\"java\tscript:{CALL}\">x</a>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"<x hx-on:load=\"{CALL}\" hx-get=\"/\" hx-trigger=\"load\">",
    f"<p data-hx-on--load=\"{CALL}\">x</p>",
]  # fmt: skip
NAMES = [text.replace("/", "\u2215") + ".md" for text in PAYLOADS]
"""As file names, in which a slash would end a folder."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as held:
        yield held


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    with serving() as held:
        yield held


@pytest.fixture
def hostile(live: Live, anna):
    """A tenant where every text is a payload: file names, passages, a bot's name and greeting, and what a model says."""
    by = cast.job(anna.tenant)
    held = stock(anna.tenant, text="# 年假\n\n年假 " + "\n\n年假 ".join(PAYLOADS), name=NAMES[0][:200])
    scripted.install("hostile", "\n\n".join(PAYLOADS))
    with tenant_scope(anna.tenant.id):
        card = save_model(fields=ModelFields(name=PAYLOADS[0], vendor="scripted", model="hostile"), by=by)
        route = save_route(name=PAYLOADS[10], steps=[RouteStep(card_id=card.id)], default=False, by=by)
        for audience in ("staff", "customers"):
            about = BotSettings(
                name=PAYLOADS[3][:60], audience=audience, greeting="\n".join(PAYLOADS)[:500], route_id=route.id,
                purpose=PAYLOADS[4], suggested_questions=tuple(PAYLOADS[:3]), base_ids=(held.base_id,),
            )  # fmt: skip
            bot = create_bot(slug=f"hostile-{audience}", settings=about, by=by)
            publish_bot(bot_id=bot.id, published=True, by=by)
        site = save_site(bot_slug="hostile-customers", name=PAYLOADS[0], origins=[live.console], by=anna.principal)
    run_due(anna.tenant.id)
    return held, site


@pytest.fixture
def context(browser: Browser, live: Live, anna) -> Iterator[BrowserContext]:
    held = browser.new_context(locale="zh-CN")
    held.set_default_timeout(15_000)
    cookie = anna.client().cookies["heyan_session"].value
    held.add_cookies([{"name": "heyan_session", "value": cookie, "url": live.console}])
    yield held
    held.close()


def unbroken(page: Page) -> None:
    """Nothing ran, and nothing had to be stopped by the policy for scripts."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.dataset.broken") is None, page.url
    assert [text for text in page.said if "Content Security Policy" in text] == [], page.url  # type: ignore[attr-defined]


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.said = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    return page


def test_no_page_of_the_console_runs_what_it_shows(context, live, hostile, anna):
    held, _ = hostile
    with tenant_scope(anna.tenant.id):
        upload_names(held.base_id, cast.job(anna.tenant))
    page = opened(context)
    base, document = f"/knowledge/{held.base_id}/", held.document_id
    addresses = [
        "/", "/knowledge/", base, f"{base}search/?q=script", f"{base}settings/", f"/documents/{document}/",
        f"/knowledge/documents/{document}/", "/bots/", "/bots/hostile-staff/", "/bots/hostile-staff/versions/",
        "/bots/sites/", "/models/", "/models/routes/", "/chat/?bot=hostile-staff", "/compliance/",
    ]  # fmt: skip
    for address in addresses:
        answer = page.goto(live.console + address)
        assert answer is not None
        assert answer.status == 200, address
        unbroken(page)


def upload_names(base_id, by) -> None:
    for name in NAMES:
        add_document(base_id=base_id, name=name[:200], content=io.BytesIO(name.encode()), by=by)


def test_an_answer_full_of_markup_is_text(context, live, hostile):
    page = opened(context)
    page.goto(f"{live.console}/chat/?bot=hostile-staff")
    page.get_by_role("textbox", name="问题").fill("年假 " + PAYLOADS[0])
    page.keyboard.press("Enter")
    expect(page.locator("[data-turns]")).to_contain_text("AI", timeout=30_000)
    page.wait_for_timeout(1500)
    unbroken(page)
    page.reload()
    unbroken(page)


def test_nor_does_the_widget(context, live, hostile):
    _, site = hostile
    page = opened(context)
    page.goto(f"{live.widget}/preview/{site.public_id}")
    page.get_by_role("button", name="打开智能助手").click()
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="我已阅读并同意").click()
    frame.get_by_label("您的问题").fill("年假 " + PAYLOADS[0])
    frame.get_by_role("button", name="发送").click()
    expect(frame.locator("li.bot .label").last).to_be_visible(timeout=30_000)
    page.wait_for_timeout(1500)
    unbroken(page)
    inner = next(each for each in page.frames if each != page.main_frame)
    assert inner.evaluate("document.documentElement.dataset.broken") is None


def test_a_script_that_runs_is_seen(context, live):
    """The same look at a page that does run one."""
    page = opened(context)
    page.goto(f"{live.console}/account/login/")
    page.evaluate(CALL)
    with pytest.raises(AssertionError):
        unbroken(page)
