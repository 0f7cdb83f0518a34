"""Photograph every page of a running demo, in both languages and both widths, into tests/screenshots/.

`make demo` first, then `make screens`; the demo is found by the file that it writes (HEYAN_DEMO_FILE).
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import browsing

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "tests" / "screenshots"
QUESTION = "累计工作 12 年，一年有几天年休假？"
LOCALES = {"zh": ("zh-CN", "zh-hans"), "en": ("en-US", "en")}
SIZES = {1280: 800, 390: 844}
PUBLIC = {"sign_in": "/account/login/", "forgotten": "/account/password/reset/", "about_ai": "/about/ai/"}
PAGES = {
    "home": "/",
    "chat": "/chat/",
    "log": "/chat/all/",
    "bots": "/bots/",
    "new_bot": "/bots/new/?template=hr",
    "bot": "/bots/hr/",
    "versions": "/bots/hr/versions/",
    "bases": "/knowledge/",
    "new_base": "/knowledge/new/",
    "models": "/models/",
    "new_model": "/models/new/",
    "routes": "/models/routes/",
    "new_route": "/models/routes/new/",
    "usage": "/models/usage/",
    "members": "/members/",
    "invite": "/members/invite/",
    "groups": "/members/groups/",
    "keys": "/members/keys/",
    "new_key": "/members/keys/new/",
    "audit": "/compliance/audit/",
    "notices": "/compliance/notices/",
    "notice": "/compliance/notices/service/zh-hans/",
    "moderation": "/compliance/moderation/",
    "new_policy": "/compliance/moderation/policies/new/",
    "settings": "/settings/",
    "second_factor": "/account/2fa/",
    "not_found": "/nowhere/",
}
FOUND = {
    "logged": ("/chat/all/", "main a.table-title"),
    "base": ("/knowledge/", "main a[href^='/knowledge/']:not([href$='/new/'])"),
    "model": ("/models/", "main a[href^='/models/']:not([href*='new']):not([href*='usage']):not([href*='routes'])"),
    "member": ("/members/", "main a.table-title"),
    "turn": ("/compliance/audit/", "main a[href*='/compliance/turns/']"),
}
"""Pages whose address has an id in it: the list where the first link of that kind stands."""


class Camera:
    """One browser window of a width and a language."""

    def __init__(self, browser: Browser, facts: dict[str, Any], width: int, language: str) -> None:
        locale, code = LOCALES[language]
        self.prefix = f"{language}-{width}"
        self.context: BrowserContext = browser.new_context(
            locale=locale, base_url=facts["url"], viewport={"width": width, "height": SIZES[width]}
        )
        self.context.add_cookies([{"name": "heyan_language", "value": code, "url": facts["url"]}])
        self.page: Page = self.context.new_page()

    def shoot(self, name: str, *, whole: bool = True) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=OUT / f"{self.prefix}-{name}.png", full_page=whole)

    def visit(self, name: str, address: str) -> None:
        self.page.goto(address)
        self.shoot(name)


def main() -> None:
    facts = json.loads(Path(os.environ.get("HEYAN_DEMO_FILE", ROOT / "var" / "demo.json")).read_text())
    OUT.mkdir(exist_ok=True)
    with browsing() as browser:
        for width in SIZES:
            for language in LOCALES:
                camera = Camera(browser, facts, width, language)
                photograph(camera, facts)
                camera.context.close()
    sys.stdout.write(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}\n")


def photograph(camera: Camera, facts: dict[str, Any]) -> None:
    for name, address in PUBLIC.items():
        camera.visit(name, address)
    sign_in(camera.page, facts["sign_ins"]["owner"])
    conversation(camera)
    for name, address in (*PAGES.items(), *found(camera.page)):
        camera.visit(name, address)
    documents(camera)
    widget(camera, facts)


def sign_in(page: Page, person: dict[str, str]) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", person["email"])
    page.fill("[name=password]", person["password"])
    page.click("main button.primary")
    page.wait_for_selector("#rail", state="attached")


def conversation(camera: Camera) -> None:
    """An answer, its source beside it, and what the material does not say."""
    page = camera.page
    page.goto("/chat/?bot=hr")
    for question in (QUESTION, "公司食堂周五的菜单是什么？"):
        page.fill("#question", question)
        page.press("#question", "Enter")
        page.wait_for_selector(".turn:last-child .ai-label")
        page.wait_for_selector("[data-send]")
    camera.shoot("conversation")
    page.locator(".answer .cite").first.click()
    page.wait_for_selector("#viewer[open] .marks rect, #viewer[open] #marked")
    camera.shoot("source", whole=False)


def found(page: Page) -> Iterator[tuple[str, str]]:
    for name, (address, link) in FOUND.items():
        page.goto(address)
        target = page.locator(link).first.get_attribute("href")
        yield name, str(target)


def documents(camera: Camera) -> None:
    """The pages below the first base: its settings, a search, a document, its versions and passages."""
    page = camera.page
    page.goto("/knowledge/")
    base = str(page.locator(FOUND["base"][1]).first.get_attribute("href"))
    camera.visit("base_settings", f"{base}settings/")
    camera.visit("hit_test", f"{base}search/?q=年休假")
    page.goto(base)
    managed = str(page.locator("main a.table-title").first.get_attribute("href"))
    camera.visit("manage_document", managed)
    camera.visit("document", managed.replace("/knowledge/", "/"))


def widget(camera: Camera, facts: dict[str, Any]) -> None:
    """The customer's side: the notice, then an answer."""
    page = camera.page
    site = facts["widget_snippet"].split('data-site="')[1].split('"')[0]
    page.goto(f"{facts['widget_url']}/preview/{site}")
    page.get_by_role("button").last.click()
    frame = page.frame_locator("iframe")
    agree = frame.locator("#agree")
    agree.wait_for()
    camera.shoot("widget-notice", whole=False)
    agree.click()
    frame.locator("#input").fill("保修期有多长？")
    frame.locator("#input").press("Enter")
    frame.locator("li.bot .label").last.wait_for()
    camera.shoot("widget-answer", whole=False)


if __name__ == "__main__":
    main()
