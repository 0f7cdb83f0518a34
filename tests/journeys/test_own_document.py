"""Somebody uploads a document of his own, watches it become ready, asks, and checks the answer on its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from chat.services import create_bot, publish_bot
from chat.types import BotSettings
from kit.scoping import tenant_scope
from knowledge.services import create_base
from tests.cast import Person
from tests.journeys.steps import LABEL, ask, work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "examples" / "documents"
STAGES = ["已接收", "已解析", "已切分", "已审核", "已索引", "就绪"]
SURE = 0.01
"""How far a mark may miss its words, as a share of the page."""


@pytest.fixture
def empty_bot(live, anna) -> str:
    """The address of a base without documents, which a published bot answers from."""
    with tenant_scope(anna.tenant.id):
        base = create_base(slug="own", name="自有资料", sensitivity="internal", language="zh-hans", by=anna.principal)
        settings = BotSettings(name="资料助手", audience="staff", base_ids=(base.id,), contact="行政部")
        bot = create_bot(slug="own", settings=settings, by=anna.principal)
        publish_bot(bot_id=bot.id, published=True, by=anna.principal)
    return f"/knowledge/{base.id}/"


def upload(page: Page, address: str, name: str, person: Person) -> None:
    page.goto(address)
    page.set_input_files("#files", DOCUMENTS / name)
    page.get_by_role("button", name="上传").click()
    expect(page.locator(".document", has_text=name)).to_contain_text("处理中")
    work(person.tenant.id)
    expect(page.locator(".document", has_text=name).locator(".badge.good")).to_be_visible()


Box = tuple[float, float, float, float]


def words_on_page(path: Path, number: int, wanted: str) -> Iterator[Box]:
    """Each place where `wanted` is printed, read by another route: left, top, right, bottom as shares of the page."""
    page = pypdfium2.PdfDocument(path)[number - 1]
    width, height = page.get_size()
    text = page.get_textpage()
    found = text.search(wanted)
    while place := found.get_next():
        boxes = [text.get_charbox(each) for each in range(place[0], place[0] + place[1])]
        yield (
            min(box[0] for box in boxes) / width,
            1 - max(box[3] for box in boxes) / height,
            max(box[2] for box in boxes) / width,
            1 - min(box[1] for box in boxes) / height,
        )


def around(mark: Box, words: Box) -> bool:
    (left, top, right, bottom), (x1, y1, x2, y2) = mark, words
    return left - SURE <= x1 < x2 <= right + SURE and top - SURE <= y1 < y2 <= bottom + SURE


def marked(page: Page) -> Box:
    """The mark as it is drawn, as shares of the page's picture."""
    sheet, mark = page.locator(".sheet img").bounding_box(), page.locator(".sheet .marks rect").bounding_box()
    assert sheet
    assert mark
    left, top = (mark["x"] - sheet["x"]) / sheet["width"], (mark["y"] - sheet["y"]) / sheet["height"]
    return left, top, left + mark["width"] / sheet["width"], top + mark["height"] / sheet["height"]


def test_an_upload_is_watched_through_its_stages_and_then_answers(enter, anna, empty_bot) -> None:
    page = enter(anna)
    upload(page, empty_bot, "费用报销制度.pdf", anna)
    document = page.locator(".document")
    expect(document.locator(".stages li.done")).to_have_count(len(STAGES))
    for stage in STAGES:
        expect(document.locator(".stages")).to_contain_text(stage)
    expect(document.locator(".stages")).to_contain_text(re.compile(r"字.*\d+ 段.*\d+ 向量"))
    expect(page.locator("#toasts")).to_contain_text("费用报销制度.pdf")
    page.goto("/chat/?bot=own")
    answer = ask(page, "报销单应当在多少天内提交？")
    expect(answer.locator(".words")).to_contain_text("60 日内提交")
    expect(answer.locator(".cite").first).to_be_visible()
    expect(answer.locator(".ai-label")).to_have_text(LABEL)


def test_a_click_on_a_source_opens_that_page_with_the_passage_marked(enter, anna, empty_bot) -> None:
    page = enter(anna)
    upload(page, empty_bot, "员工手册.pdf", anna)
    page.goto("/chat/?bot=own")
    answer = ask(page, "累计工作 12 年，一年有几天年休假？")
    number = int("".join(filter(str.isdigit, answer.locator(".sources li[value='1'] .muted").inner_text())))
    answer.locator(".words .cite[data-cite='1']").first.click()
    viewer = page.locator("#viewer[open]")
    expect(viewer).to_contain_text(f"第 {number} 页")
    expect(page.locator(".sheet img")).to_have_js_property("complete", value=True)
    expect(page.locator(".sheet .marks rect")).to_be_in_viewport()
    quoted = viewer.locator(".sr p", has_text="标出的段落").inner_text().split("：", 1)[1].strip()
    mark, beginning = marked(page), quoted[:10]
    assert any(around(mark, place) for place in words_on_page(DOCUMENTS / "员工手册.pdf", number, beginning)), beginning
    assert mark[3] - mark[1] < 0.5, "the mark covers the passage, not the page"


def test_what_the_documents_do_not_say_is_said_so_and_names_whom_to_ask(enter, anna, empty_bot) -> None:
    page = enter(anna)
    upload(page, empty_bot, "费用报销制度.pdf", anna)
    page.goto("/chat/?bot=own")
    answer = ask(page, "公司食堂周五的菜单是什么？")
    expect(answer.locator(".state")).to_have_text("资料中没有")
    expect(answer.locator(".words")).to_have_text("资料中没有这方面的内容。请咨询行政部。")
    expect(answer.locator(".cite")).to_have_count(0)
    expect(answer.locator(".ai-label")).to_have_text(LABEL)
