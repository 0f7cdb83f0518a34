"""Somebody brings in a sheet of pairs, asks, is answered by one of them, mends the answer, and asks again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import LABEL, ask, work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SHEET = "问题,答案,相似问\n食堂几点开门？,早上七点开门。,食堂营业时间\n停车要钱吗？,员工停车免费。,\n"


def test_a_pair_is_brought_in_answers_is_mended_and_answers_anew(enter, anna, handbook) -> None:
    page = enter(anna)
    page.goto(f"/knowledge/{handbook.base_id}/pairs/")
    page.get_by_role("link", name="导入").click()
    page.set_input_files("#id_file", {"name": "pairs.csv", "mimeType": "text/csv", "buffer": SHEET.encode("gb18030")})
    page.get_by_role("button", name="预览").click()
    expect(page.locator("main")).to_contain_text("新增 2 条")
    page.get_by_role("button", name="导入全部 2 行").click()
    expect(page.locator("main")).to_contain_text("食堂几点开门？")
    work(anna.tenant.id)

    page.goto(f"/chat/?bot={handbook.bot}")
    answer = ask(page, "请问食堂什么时候开门？")
    expect(answer).to_contain_text("早上七点开门。")
    expect(answer.locator(".ai-label")).to_have_text(LABEL)

    page.goto(f"/knowledge/{handbook.base_id}/pairs/?q=食堂")
    page.get_by_role("link", name="食堂几点开门？").click()
    page.fill("#id_answer", "现在八点开门。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("版本 2")
    work(anna.tenant.id)

    page.goto(f"/chat/?bot={handbook.bot}")
    expect(ask(page, "食堂几点开门")).to_contain_text("现在八点开门。")
