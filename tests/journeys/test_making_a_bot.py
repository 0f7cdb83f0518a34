"""An operator makes a bot from a template on one page, tries it beside the editor, and goes back to an older version."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import ask, confirm

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def make_hr_bot(page: Page) -> None:
    page.goto("/bots/")
    page.get_by_role("link", name="新建机器人").first.click()
    page.get_by_role("link", name="人事助手").click()
    page.get_by_label("手册").check()
    page.get_by_role("button", name="根据勾选的知识库拟写").click()
    expect(page.locator("#id_suggested_questions")).to_have_value(re.compile("年假.*病假.*加班", re.DOTALL))
    page.get_by_role("button", name="创建机器人").click()
    page.wait_for_url("**/bots/hr/")


def save(page: Page, note: str) -> None:
    page.locator("#id_note").fill(note)
    page.get_by_role("button", name="保存为新版本").click()
    expect(page.locator("#toasts")).to_be_visible()


def test_a_bot_made_from_the_hr_template_is_tried_beside_the_editor(enter, anna, handbook) -> None:
    page = enter(anna)
    make_hr_bot(page)
    expect(page.locator("#id_greeting")).to_have_value(re.compile("员工手册"))
    expect(page.locator(".chips button").first).to_contain_text("年假")
    expect(ask(page, "年假有几天？").locator(".words")).to_contain_text("10 天带薪年假")
    happened = page.locator(".tested")
    expect(happened).to_contain_text("段落 (")
    expect(happened.locator(".passages li").first).to_contain_text("员工手册.md")
    expect(happened).to_contain_text(re.compile(r"词元读入 \d+，写出 \d+"))
    expect(happened.locator(".bars tr", has_text="检索文档")).to_contain_text(re.compile(r"\d+ ms"))
    happened.get_by_text("最终提示词").click()
    expect(happened.locator("pre").first).to_be_visible()
    expect(happened.locator("pre").last).to_contain_text("年假有几天？")


def test_every_save_is_a_version_with_its_difference_and_can_be_undone(enter, anna, handbook) -> None:
    page = enter(anna)
    make_hr_bot(page)
    page.get_by_label("亲切").check()
    page.locator("#id_greeting").fill("您好，请问有什么可以帮您？")
    save(page, "换一种语气")
    page.get_by_role("link", name="版本").click()
    newest = page.locator("section.card", has_text="换一种语气")
    expect(newest).to_contain_text("版本 2")
    expect(newest.locator("tr", has_text="语气")).to_contain_text(re.compile("正式.*亲切"))
    expect(newest.locator("tr", has_text="欢迎语").locator(".after")).to_have_text("您好，请问有什么可以帮您？")
    page.get_by_role("button", name="恢复").click()
    confirm(page)
    expect(page.locator("section.card").first).to_contain_text("版本 3")
    page.goto("/bots/hr/")
    expect(page.locator("#id_greeting")).to_have_value(re.compile("员工手册"))
    expect(page.get_by_label("正式")).to_be_checked()


def test_a_bot_answers_its_audience_only_once_it_is_published(enter, anna, ben, handbook) -> None:
    page, theirs = enter(anna), enter(ben)
    make_hr_bot(page)
    theirs.goto("/chat/?bot=hr")
    expect(theirs.locator("#pick")).not_to_contain_text("人事助手")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("#toasts")).to_be_visible()
    theirs.goto("/chat/?bot=hr")
    expect(ask(theirs, "病假发多少工资？").locator(".words")).to_contain_text("80%")
