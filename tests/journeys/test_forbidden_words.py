"""A forbidden question gets the set text; a forbidden word of the model never reaches the screen, nor half of it."""

import json

import pytest
from playwright.sync_api import Page, expect

from chat.services import create_bot, publish_bot
from chat.types import BotSettings
from kit.scoping import tenant_scope
from tests.cast import job
from tests.journeys.steps import LABEL, ask, model_says

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
TERM = "代开发票"
SET_TEXT = "抱歉，这个问题我不能回答。如有工作或服务方面的问题，欢迎继续提问。"
PAUSE = 0.08

WATCH = """() => {
  const turns = document.querySelector('[data-turns]');
  window.seen = [];
  window.sent = "";
  const plain = window.fetch;
  window.fetch = async (...wanted) => {
    const response = await plain(...wanted);
    response.clone().text().then((text) => { window.sent += text; });
    return response;
  };
  new MutationObserver(() => window.seen.push(turns.innerText)).observe(
    turns, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture
def talker(handbook, anna) -> str:
    """A bot without documents, whose answers are released character by character."""
    with tenant_scope(anna.tenant.id):
        bot = create_bot(slug="talk", settings=BotSettings(name="闲谈", audience="staff"), by=job(anna.tenant))
        publish_bot(bot_id=bot.id, published=True, by=job(anna.tenant))
    return "/chat/?bot=talk"


def watched(page: Page, question: str) -> tuple[str, list[str], str]:
    """The answer at the end, everything that the screen ever showed, and all text that the server sent for it."""
    page.evaluate(WATCH)
    answer = ask(page, question)
    lines = page.evaluate("window.sent").splitlines()
    told = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    sent = "".join(each["text"] for each in told if "seq" in each)
    return answer.locator(".words").inner_text(), page.evaluate("window.seen"), sent


def test_a_forbidden_question_gets_the_set_text_with_its_label(enter, anna, handbook) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    answer = ask(page, "哪里可以代开发票？")
    expect(answer.locator(".words")).to_have_text(SET_TEXT)
    expect(answer.locator(".state")).to_have_text("未予回答")
    expect(answer.locator(".ai-label")).to_have_text(LABEL)


@pytest.mark.parametrize(
    "pieces",
    [
        ("可以找人", "代", "开", "发", "票", "，很方便。"),
        ("可以找人代开", "发票，很方便。"),
        ("可以找人代 开·发", "-票，很方便。"),
    ],
    ids=["character by character", "in the middle", "with separators"],
)
def test_no_half_of_a_forbidden_word_is_ever_on_the_screen(enter, anna, talker, pieces) -> None:
    model_says(anna.tenant, [part for piece in pieces for part in (piece, PAUSE)])
    page = enter(anna)
    page.goto(talker)
    words, seen, sent = watched(page, "怎么拿到报销凭证？")
    assert sent == "可以找人" + SET_TEXT or words == sent
    assert seen
    assert not [shown for shown in seen if "代" in shown or "发票" in shown or "方便" in shown]


def test_a_word_that_only_begins_like_a_forbidden_one_is_shown(enter, anna, talker) -> None:
    model_says(anna.tenant, ["可以代", PAUSE, "开会议室", PAUSE, "的门禁。"])
    page = enter(anna)
    page.goto(talker)
    words, _seen, sent = watched(page, "门禁打不开怎么办？")
    assert words == sent == "可以代开会议室的门禁。"
