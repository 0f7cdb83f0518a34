"""An owner signs in, adds a second factor once, and is asked for it from then on."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from playwright.sync_api import Page, expect

from tests.cast import Person

pytestmark = pytest.mark.browser
PERIOD = 30


def sign_in(page: Page, person: Person) -> None:
    page.goto("/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(person.password)
    page.locator("main button.primary").click()


def code(secret: str, *, ahead: int = 0) -> str:
    return f"{hotp_value(secret, int(time.time()) // PERIOD + ahead):06d}"


def test_an_owner_signs_in_and_stands_on_the_first_page(enter, anna) -> None:
    page = enter()
    sign_in(page, anna)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna")
    expect(page.locator(".rail-tenant")).to_have_text("Acorn")


def test_a_wrong_password_says_so_in_chinese(enter, anna) -> None:
    page = enter()
    page.goto("/")
    page.locator("[name=login]").fill(anna.email)
    page.locator("[name=password]").fill("not-this-one-9")
    page.locator("main button.primary").click()
    expect(page.locator("main")).to_contain_text(re.compile("不正确|错误"))


def test_a_second_factor_is_enrolled_once_and_asked_for_from_then_on(enter, anna) -> None:
    page = enter()
    sign_in(page, anna)
    page.goto("/settings/")
    page.locator("main a[href$='/2fa/']").click()
    page.locator("a[href*='totp/activate']").click()
    page.locator("[name=password]").fill(anna.password)
    page.get_by_role("button", name="确认").click()
    secret = page.locator("main code").inner_text()
    page.locator("[name=code]").fill(code(secret))
    page.locator("main button.primary").click()
    expect(page.locator("main")).to_contain_text("恢复")
    page.goto("/")
    page.locator("form[action*='logout'] button").click()
    page.wait_for_url("**/account/login/")
    sign_in(page, anna)
    expect(page.locator("[name=code]")).to_be_visible()
    elsewhere = page.context.new_page()
    elsewhere.goto("/bots/")
    expect(elsewhere.locator("#rail")).to_have_count(0)
    page.locator("[name=code]").fill(code(secret, ahead=1))
    page.locator("main button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna")
