"""A compliance officer edits the notice, and the next visitor is asked again."""

import pytest
from playwright.sync_api import Page, expect

from chat.services import save_site
from kit.scoping import tenant_scope
from tests import cast
from tests.journeys.steps import confirm

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def ed(acorn):
    """Acorn's compliance officer."""
    return cast.person("ed", acorn, "compliance_officer")


def widget(page: Page, shop):
    page.goto(shop.origin)
    page.get_by_role("button", name="打开智能助手").click()
    return page.frame_locator("iframe")


@pytest.fixture
def carried(anna, handbook, shop, live) -> None:
    """The shop's page carries Acorn's widget."""
    with tenant_scope(anna.tenant.id):
        site = save_site(bot_slug="help", name="Shop", origins=[shop.origin], by=anna.principal)
    shop.html = (
        "<!doctype html><html lang='zh'><meta charset='utf-8'><title>Shop</title>"
        f"<script async src='{live.widget}/widget.js' data-site='{site.public_id}'></script>"
    )


def test_after_the_notice_was_edited_the_next_visit_asks_again(enter, ed, shop, carried, page) -> None:
    frame = widget(page, shop)
    frame.get_by_role("button", name="我已阅读并同意").click()
    expect(frame.get_by_label("您的问题")).to_be_visible()

    office = enter(ed)
    office.goto("/compliance/notices/")
    office.locator("tr", has_text="简体中文").first.get_by_role("link", name="编辑").click()
    office.locator("#id_title").fill("二〇二七版告知")
    office.locator("#id_body").fill("我们新增了一项处理目的，请您重新阅读。")
    office.get_by_role("button", name="发布").click()
    confirm(office)
    expect(office.locator("main")).to_contain_text("版本 2")

    frame = widget(page, shop)
    expect(frame.get_by_role("heading", name="二〇二七版告知")).to_be_visible()
    expect(frame.get_by_label("您的问题")).to_be_hidden()
    frame.get_by_role("button", name="我已阅读并同意").click()
    expect(frame.get_by_label("您的问题")).to_be_visible()
