"""What was asked is kept, listed, found again and erased, each for its own person only."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_after_a_reload_the_conversation_is_there_and_goes_on(enter, anna, handbook) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    ask(page, "年假有几天？")
    page.reload()
    expect(page.locator(".talks a[aria-current=page]")).to_contain_text("年假有几天？")
    expect(page.locator(".answer .words")).to_contain_text("10 天带薪年假")
    ask(page, "那病假发多少工资？")
    expect(page.locator(".turn")).to_have_count(2)
    page.goto("/")
    page.get_by_role("link", name="年假有几天？").click()
    expect(page.locator(".turn")).to_have_count(2)


def test_a_conversation_is_listed_for_its_own_person_only(enter, anna, ben, handbook) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    ask(page, "年假有几天？")
    address = page.url
    theirs = enter(ben)
    theirs.goto("/chat/?bot=leave")
    expect(theirs.locator(".talks")).not_to_contain_text("年假有几天？")
    response = theirs.goto(address)
    assert response.status == 404


def test_an_erased_conversation_is_gone_for_good(enter, anna, handbook) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    ask(page, "年假有几天？")
    page.reload()
    page.get_by_role("button", name="删除").click()
    page.locator("#confirm button.primary").click()
    expect(page.locator("#toasts")).to_be_visible()
    expect(page.locator(".talks")).not_to_contain_text("年假有几天？")
