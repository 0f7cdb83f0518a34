"""The same way in English: pages, question, answer, source and label."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import ask
from tests.stocked import stock

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
FAQ = """# IT service desk

## Accounts

A new password is asked for on the intranet page "My account". It expires after 180 days.

## Devices

Every laptop is replaced after four years.
"""


def test_a_question_in_english_is_answered_with_its_source_in_english(enter, anna, live) -> None:
    stock(anna.tenant, text=FAQ, name="it-faq.md")
    page = enter(anna, locale="en-GB")
    page.goto("/chat/?bot=leave")
    expect(page.get_by_role("heading", level=1)).to_have_text("New conversation")
    answer = ask(page, "When does a password expire?")
    expect(answer.locator(".words")).to_contain_text("180 days")
    expect(answer.locator(".ai-label")).to_contain_text("AI")
    answer.locator(".cite").first.click()
    expect(page.locator("#viewer[open] #marked")).to_contain_text("180 days")
    page.keyboard.press("Escape")
    expect(ask(page, "What is for lunch on Friday?").locator(".words")).to_contain_text(
        "The material does not say this."
    )


def test_a_chinese_question_on_english_pages_ends_in_chinese(enter, anna, handbook) -> None:
    page = enter(anna, locale="en-GB")
    page.goto("/chat/?bot=leave")
    expect(ask(page, "食堂周五吃什么？").locator(".words")).to_contain_text("资料中没有这方面的内容。")
