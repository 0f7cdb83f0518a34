"""A rule changes: the answer follows the new version, the old answer opens the old one, and the change can be undone."""

from io import BytesIO
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from chat.services import create_bot, publish_bot
from chat.types import BotSettings
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.services import add_document, create_base
from tests.journeys.steps import ask, confirm, work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

RULE = "# 差旅制度\n\n## 住宿\n\n出差住宿的报销上限为每晚 {limit} 元，须凭发票报销。\n"
QUESTION = "出差住宿每晚的报销上限是多少？"


@pytest.fixture
def rule(live, anna) -> UUID:
    """The document with its first version, which a published bot answers from."""
    with tenant_scope(anna.tenant.id):
        base = create_base(slug="travel", name="差旅", by=anna.principal)
        content = BytesIO(RULE.format(limit=450).encode())
        document = add_document(base_id=base.id, name="差旅制度.md", content=content, by=anna.principal)
        settings = BotSettings(name="差旅助手", base_ids=(base.id,))
        publish_bot(
            bot_id=create_bot(slug="travel", settings=settings, by=anna.principal).id, published=True, by=anna.principal
        )
    run_due(anna.tenant.id)
    return document.id


def asked(page: Page) -> str:
    page.goto("/chat/?bot=travel")
    return ask(page, QUESTION).locator(".words").inner_text()


def test_the_answer_follows_the_version_and_the_old_answer_keeps_its_own(enter, anna, rule) -> None:
    page = enter(anna)
    assert "450" in asked(page)
    old_answer = page.url
    page.goto(f"/knowledge/documents/{rule}/")
    file = {"name": "差旅制度.md", "mimeType": "text/markdown", "buffer": RULE.format(limit=500).encode()}
    page.set_input_files("#new_file", file)
    page.get_by_role("button", name="上传").click()
    work(anna.tenant.id)
    assert "500" in asked(page)

    page.goto(old_answer)
    page.locator(".words .cite").first.click()
    viewer = page.locator("#viewer[open]")
    expect(viewer.locator("mark")).to_contain_text("450")
    expect(viewer).to_contain_text("现行版本为版本 2")
    viewer.get_by_role("link", name="有何变化").click()
    expect(page.locator("del.figure")).to_have_text("450")
    expect(page.locator("ins.figure")).to_have_text("500")

    page.goto(f"/knowledge/documents/{rule}/")
    page.get_by_role("button", name="恢复此版本").click()
    confirm(page)
    expect(page.locator("#toasts, .toasts, [role=status]").first).to_be_attached()
    expect(page.locator(".version-row", has_text="版本 1")).to_contain_text("生效中")
    assert "450" in asked(page)
