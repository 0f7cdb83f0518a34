"""A customer on a plain page accepts the notice, asks, looks at the source, and is asked again after a change."""

import pytest
from playwright.sync_api import Page, expect

from chat.services import save_site
from consent.services import publish_notice
from kit.scoping import tenant_scope

pytestmark = pytest.mark.browser


@pytest.fixture
def site(anna, handbook, shop, live):
    with tenant_scope(anna.tenant.id):
        held = save_site(bot_slug="help", name="Shop", origins=[shop.origin], by=anna.principal)
    shop.html = (
        "<!doctype html><html lang='zh'><meta charset='utf-8'><title>Shop</title><h1>商店</h1>"
        f"<script async src='{live.widget}/widget.js' data-site='{held.public_id}'></script>"
    )
    return held


def opened(page: Page, shop):
    page.goto(shop.origin)
    page.get_by_role("button", name="打开智能助手").click()
    return page.frame_locator("iframe")


def asked(frame, question: str):
    frame.get_by_label("您的问题").fill(question)
    frame.get_by_role("button", name="发送").click()
    return frame.locator("li.bot .text").last


def test_a_customer_gets_a_cited_and_labelled_answer(page, shop, site):
    frame = opened(page, shop)
    expect(frame.get_by_role("button", name="我已阅读并同意")).to_be_focused()
    expect(frame.get_by_label("您的问题")).to_be_hidden()
    frame.get_by_role("button", name="我已阅读并同意").click()
    expect(asked(frame, "年假有几天？")).to_contain_text("10 天")
    expect(frame.locator("li.bot .label").last).to_have_text("内容由AI生成，仅供参考")
    frame.locator(".cite").first.click()
    expect(frame.get_by_role("dialog")).to_contain_text("10 天带薪年假")
    page.keyboard.press("Escape")
    expect(frame.get_by_role("dialog")).to_be_hidden()
    expect(frame.locator(".cite").first).to_be_focused()


def test_the_conversation_goes_on_and_a_closed_panel_gives_focus_back(page, shop, site):
    frame = opened(page, shop)
    frame.get_by_role("button", name="我已阅读并同意").click()
    expect(asked(frame, "年假有几天？")).to_contain_text("10 天")
    expect(asked(frame, "那病假工资呢？")).to_contain_text("80%")
    frame.get_by_label("您的问题").press("Escape")
    expect(page.get_by_role("button", name="打开智能助手")).to_be_focused()


def test_after_a_new_notice_the_visitor_is_asked_again(page, shop, site, anna):
    frame = opened(page, shop)
    frame.get_by_role("button", name="我已阅读并同意").click()
    expect(asked(frame, "年假有几天？")).to_contain_text("10 天")
    with tenant_scope(anna.tenant.id):
        publish_notice(
            purpose="service", language="zh-hans", title="更新后的告知", body="内容有变。", by=anna.principal
        )
    frame.get_by_label("您的问题").fill("病假怎么请？")
    frame.get_by_role("button", name="发送").click()
    expect(frame.get_by_role("heading", name="更新后的告知")).to_be_visible()
    frame.get_by_role("button", name="我已阅读并同意").click()
    expect(frame.get_by_label("您的问题")).to_have_value("病假怎么请？")


def test_a_page_of_another_origin_cannot_show_the_chat(page, shop, site, anna):
    with tenant_scope(anna.tenant.id):
        save_site(
            site_id=site.id, bot_slug="help", name="Shop", origins=["https://elsewhere.example.com"], by=anna.principal
        )
    page.goto(shop.origin)
    page.get_by_role("button", name="打开智能助手").click()
    page.wait_for_timeout(1000)
    assert page.frames[-1].url.startswith("chrome-error://") or page.frames[-1].content().count("agree") == 0


def test_enter_while_composing_does_not_send(page, shop, site):
    frame = opened(page, shop)
    frame.get_by_role("button", name="我已阅读并同意").click()
    box = frame.get_by_label("您的问题")
    box.fill("年假")
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    assert frame.locator("li.visitor").count() == 0
    box.press("Enter")
    expect(frame.locator("li.visitor")).to_have_count(1)


def test_on_a_phone_the_chat_fills_the_screen(browser, shop, site):
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    opened(page, shop).get_by_role("button", name="我已阅读并同意").wait_for()
    box = page.locator("iframe").bounding_box()
    assert (box["width"], box["height"]) == (390, 844)
    context.close()
