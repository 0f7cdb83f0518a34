"""An auditor sees who asked what under pseudonyms, what it rests on, and verifies the chain."""

import pytest
from playwright.sync_api import expect

from audit.services import seal_pending
from kit.roles import acting_as
from tests import cast
from tests.journeys.steps import ask

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def dora(acorn):
    """Acorn's auditor."""
    return cast.person("dora", acorn, "auditor")


def test_an_auditor_sees_the_evidence_of_a_turn_under_a_pseudonym(enter, ben, dora, handbook) -> None:
    theirs = enter(ben)
    theirs.goto("/chat/?bot=leave")
    ask(theirs, "年假有几天？")
    ask(theirs, "哪里可以代开发票？")
    page = enter(dora)
    page.goto("/compliance/audit/")
    expect(page.locator("main")).not_to_contain_text(ben.email)
    expect(page.locator("tbody tr", has_text="chat.turn_opened")).to_have_count(2)
    opened = page.locator("tbody tr", has_text="chat.turn_opened").last
    expect(opened.locator(".mono")).not_to_contain_text("Ben")
    opened.get_by_role("link", name="证据").click()
    main = page.locator("main")
    for said in ("extractive", "员工手册.md", "当时生效的版本", "chat.turn_closed"):
        expect(main).to_contain_text(said)
    expect(main).not_to_contain_text("Ben")
    expect(main).not_to_contain_text("年假有几天")
    page.goto("/compliance/audit/")
    page.locator("tbody tr", has_text="chat.turn_opened").first.get_by_role("link", name="证据").click()
    expect(main.locator("section", has_text="触发的规则")).to_contain_text("A.1.h")


def test_the_verification_of_the_chain_runs_from_the_page(enter, anna, dora, handbook) -> None:
    theirs = enter(anna)
    theirs.goto("/chat/?bot=leave")
    ask(theirs, "年假有几天？")
    seal(anna.tenant.id)
    page = enter(dora)
    page.goto("/compliance/audit/")
    page.get_by_role("button", name="验证").click()
    expect(page.locator("#verified .alert.good")).to_contain_text("完整")


def seal(tenant_id) -> None:
    """What the clerk does every moment."""
    with acting_as("clerk"):
        seal_pending(tenant_id)


def test_an_auditor_changes_nothing(enter, dora, handbook) -> None:
    page = enter(dora)
    for address in ("/compliance/notices/", "/members/invite/", "/bots/new/", "/models/new/"):
        assert page.goto(address).status == 403, address
