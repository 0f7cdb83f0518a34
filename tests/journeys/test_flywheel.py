"""From a question that the material does not answer to the answer that everybody after gets: the whole way in a browser."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.journeys.steps import LABEL, ask, work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

QUESTION = "公司食堂周五的菜单是什么？"
AGAIN = "请问公司食堂周五的菜单是什么"
ANSWER = "食堂周五供应面食和饺子，菜单每周一贴在公告栏。"


def test_a_question_asked_twice_in_vain_is_answered_for_everybody_after(enter, anna, ben, acorn, handbook) -> None:
    dora = cast.person("dora", acorn, "knowledge_editor")
    asker = enter(ben)
    asker.goto("/chat/?bot=leave")
    expect(ask(asker, QUESTION)).to_contain_text("资料中没有")
    asker.get_by_role("button", name="有了答案告诉我").click()
    expect(asker.locator(".rating")).to_contain_text("有了答案会告诉您")
    second = enter(anna)
    second.goto("/chat/?bot=leave")
    ask(second, AGAIN)
    work(acorn.id)

    editor = enter(dora)
    editor.goto("/knowledge/questions/")
    editor.get_by_role("link", name=QUESTION).click()
    expect(editor.locator("main")).to_contain_text(AGAIN)
    editor.fill("#id_answer", ANSWER)
    editor.get_by_role("button", name="重试").click()
    tried = editor.locator("#tried")
    expect(tried).to_contain_text("资料中没有", timeout=30_000)
    expect(tried).to_contain_text("面食和饺子")
    expect(tried).to_contain_text(LABEL)
    editor.get_by_role("button", name="保存待批准").click()
    expect(editor.locator("main")).to_contain_text("须由他人批准")

    second.goto("/knowledge/questions/?show=waiting")
    second.get_by_role("link", name=QUESTION).click()
    second.get_by_role("button", name="批准", exact=True).click()
    expect(second.locator("#toasts")).to_contain_text("已批准")
    for _ in range(3):  # the pair is indexed, then its case runs and the asker is told
        second.wait_for_timeout(3_200)
        work(acorn.id)

    new = enter(dora)
    new.goto("/chat/?bot=leave")
    answer = ask(new, QUESTION)
    expect(answer).to_contain_text("面食和饺子")
    expect(answer.locator(".cite").first).to_be_visible()
    expect(answer).to_contain_text(LABEL)

    editor.goto("/knowledge/cases/")
    expect(editor.locator("main table").first).to_contain_text(QUESTION)
    expect(editor.locator("main table").first).to_contain_text("通过")

    asker.goto("/")
    expect(asker.locator(".told")).to_contain_text(QUESTION)
    asker.locator(".told a").click()
    expect(asker.locator(".turn").last).to_contain_text("面食和饺子")
    expect(asker.locator(".turn").last).to_contain_text(LABEL)

    editor.goto("/knowledge/figures/")
    expect(editor.locator(".chart svg rect")).not_to_have_count(0)


def test_a_bad_rating_with_its_reason_reaches_the_editor_from_the_keyboard(enter, anna, ben, acorn, handbook) -> None:
    page = enter(ben)
    page.goto("/chat/?bot=leave")
    ask(page, "年假有几天？")
    page.get_by_role("button", name="回答得不好").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="回答得不好")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="已过时").click()
    expect(page.get_by_role("button", name="已过时")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.get_by_role("button", name="已过时")).to_have_attribute("aria-pressed", "true")
    work(acorn.id)
    editor = enter(anna)
    editor.goto("/knowledge/questions/?show=counted")
    expect(editor.locator("main table")).to_contain_text("已过时")
