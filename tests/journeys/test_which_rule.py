"""A rule that depends on the city: asked back in the console with choices, and known from the widget's signed data."""

import base64
import hashlib
import hmac
import json
import re
import time
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from chat.services import make_site_secret, save_site
from kit.scoping import tenant_scope
from knowledge.services import set_section_audience
from tenants.services import save_attribute, set_member_attributes
from tests.cast import job
from tests.journeys.steps import ask
from tests.stocked import stock

pytestmark = pytest.mark.browser

RULES = """# 福利

## 上海

通勤补贴每月 300 元，随工资发放。

## 北京

通勤补贴每月 500 元，随工资发放。

## 年假

员工入职满一年后，每年享有 10 天带薪年假。
"""


@pytest.fixture
def benefits(transactional_db: None, anna):
    """Two cities with rules of their own, and one rule for everybody."""
    by = job(anna.tenant)
    with tenant_scope(anna.tenant.id):
        values = [["上海", "沪", "Shanghai"], ["北京", "Beijing"]]
        save_attribute(name="city", label="工作城市", label_en="City of work", values=values, by=by)
    held = stock(anna.tenant, text=RULES, name="福利.md")
    with tenant_scope(anna.tenant.id):
        for city in ("上海", "北京"):
            path = f"福利 › {city}"
            set_section_audience(document_id=held.document_id, path=path, audience={"city": [city]}, by=by)
    return held


def signed(site, secret: str, **claims: object) -> str:
    """What a customer's server makes."""
    now = int(time.time())
    body = {"sub": "customer-7", "aud": site.public_id, "iat": now, "exp": now + 600, "jti": str(uuid4()), **claims}
    parts = [
        base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode()
        for each in ({"alg": "HS256", "typ": "JWT"}, body)
    ]
    mac = hmac.new(secret.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=").decode()])


@pytest.fixture
def site(anna, benefits, shop):
    """A shop's site with its secret."""
    with tenant_scope(anna.tenant.id):
        held = save_site(bot_slug="help", name="Shop", origins=[shop.origin], by=anna.principal)
        return make_site_secret(site_id=held.id, by=anna.principal)


def visit(page: Page, shop, live, site, identity: str = "") -> None:
    shop.html = (
        "<!doctype html><html lang='zh'><meta charset='utf-8'><title>Shop</title><h1>商店</h1>"
        f"<script async src='{live.widget}/widget.js' data-site='{site.site.public_id}' data-identity='{identity}'></script>"
    )
    page.goto(shop.origin)
    page.get_by_role("button", name="打开智能助手").click()


def open_widget(page: Page, shop, live, site, identity: str = ""):
    visit(page, shop, live, site, identity)
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="我已阅读并同意").click()
    return frame


def send(frame, question: str):
    frame.get_by_label("您的问题").fill(question)
    frame.get_by_role("button", name="发送").click()
    return frame.locator("li.bot .text").last


def test_the_console_asks_once_and_answers_with_the_condition(enter, benefits, ben) -> None:
    page = enter(ben)
    page.goto("/chat/?bot=leave")
    answer = ask(page, "通勤补贴每月多少？")
    expect(answer).to_contain_text("工作城市")
    expect(answer.locator(".choices button")).to_have_text(["上海", "北京", "我不知道"])
    answer.get_by_role("button", name="上海").click()
    settled = page.locator(".turn").last.locator(".answer")
    expect(settled).to_contain_text("300 元")
    expect(settled).to_contain_text("上海")
    expect(settled).not_to_contain_text("500 元")
    expect(page.locator(".known .chip")).to_have_text(re.compile("工作城市.*上海", re.DOTALL))


def test_what_was_said_is_not_asked_again_and_may_be_taken_back(enter, benefits, ben) -> None:
    page = enter(ben)
    page.goto("/chat/?bot=leave")
    expect(ask(page, "我在北京，通勤补贴每月多少？")).to_contain_text("500 元")
    page.get_by_role("button", name=re.compile("忘记")).click()
    expect(page.locator(".known .chip")).to_have_count(0)
    expect(ask(page, "通勤补贴每月多少？").locator(".choices button").first).to_be_visible()


def test_who_does_not_know_gets_every_variant_with_its_name(enter, benefits, ben) -> None:
    page = enter(ben)
    page.goto("/chat/?bot=leave")
    ask(page, "通勤补贴每月多少？").get_by_role("button", name="我不知道").click()
    answer = page.locator(".turn").last.locator(".answer")
    expect(answer).to_contain_text(re.compile("上海.*300 元", re.DOTALL))
    expect(answer).to_contain_text(re.compile("北京.*500 元", re.DOTALL))


def test_a_rule_for_everybody_is_answered_without_a_question(enter, benefits, ben) -> None:
    page = enter(ben)
    page.goto("/chat/?bot=leave")
    expect(ask(page, "年假有几天？")).to_contain_text("10 天")


def test_what_the_tenant_has_on_record_needs_no_question(enter, benefits, anna, ben) -> None:
    with tenant_scope(anna.tenant.id):
        set_member_attributes(member_id=ben.principal.id, attributes={"city": "北京"}, by=anna.principal)
    page = enter(ben)
    page.goto("/chat/?bot=leave")
    expect(ask(page, "通勤补贴每月多少？")).to_contain_text("500 元")


def test_signed_data_decides_in_the_widget(page: Page, shop, live, site) -> None:
    frame = open_widget(page, shop, live, site, signed(site.site, site.raw, attributes={"city": "Shanghai"}))
    expect(send(frame, "通勤补贴每月多少？")).to_contain_text("300 元")
    expect(frame.locator("#known li")).to_have_text("工作城市：上海")


def test_a_visitor_nobody_vouches_for_chooses(page: Page, shop, live, site) -> None:
    frame = open_widget(page, shop, live, site)
    send(frame, "通勤补贴每月多少？")
    frame.get_by_role("button", name="北京").click()
    expect(frame.locator("li.bot .text").last).to_contain_text("500 元")
    frame.get_by_role("button", name="忘记：工作城市：北京").click()
    expect(frame.locator("#known li")).to_have_count(0)


@pytest.fixture
def forged(page: Page, shop, live, site):
    """A visitor arrives with data that nobody signed."""
    identity = signed(site.site, "guessed", attributes={"city": "上海"})
    visit(page, shop, live, site, identity)
    return site.site


def test_forged_data_lets_nobody_in_and_the_site_says_so(enter, page: Page, forged, anna) -> None:
    expect(page.frame_locator("iframe").get_by_role("alert")).to_be_visible()
    console = enter(anna)
    console.goto(f"/bots/sites/{forged.id}/")
    expect(console.get_by_text("签名与网站密钥不符")).to_be_visible()


def test_an_editor_accepts_what_the_words_suggest(enter, anna, transactional_db) -> None:
    by = job(anna.tenant)
    with tenant_scope(anna.tenant.id):
        save_attribute(name="city", label="工作城市", values=[["上海"], ["北京"]], by=by)
    held = stock(anna.tenant, text=RULES, name="福利.md")
    page = enter(anna)
    page.goto(f"/knowledge/documents/{held.document_id}/audience/")
    suggestion = page.locator(".suggestion").filter(has_text="福利 › 上海")
    suggestion.get_by_role("button", name="接受").click()
    expect(page.locator(".suggestion").filter(has_text="福利 › 上海")).to_have_count(0)
    expect(page.locator("li", has=page.get_by_role("link", name="福利 › 上海")).locator(".brand-badge")).to_have_text(
        "上海"
    )
