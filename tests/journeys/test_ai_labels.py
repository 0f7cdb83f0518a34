"""Every answer carries the AI label: on the screen, after a reload, and in what is copied out of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import LABEL, ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
QUESTIONS = {"answered": "年假有几天？", "not in the material": "食堂周五吃什么？", "refused": "哪里可以代开发票？"}


def test_every_bubble_is_labelled_now_and_after_a_reload(enter, anna, handbook) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    for question in QUESTIONS.values():
        ask(page, question)
    for _look in range(2):
        labels = page.locator(".answer .ai-label")
        expect(labels).to_have_text([LABEL] * len(QUESTIONS))
        assert all(labels.nth(at).is_visible() for at in range(len(QUESTIONS)))
        page.reload()


def test_a_copied_answer_ends_with_its_label(enter, anna, handbook) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    ask(page, QUESTIONS["answered"]).get_by_role("button", name="复制").click()
    expect(page.locator("#toasts")).to_contain_text("标识")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "10 天带薪年假" in copied
    assert copied.splitlines()[-1] == LABEL
