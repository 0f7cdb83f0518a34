"""A colleague comes in by a link in a mail, into the role and the group that were chosen, and sees what these allow."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from kit.scoping import tenant_scope
from knowledge.services import create_base
from tenants.services import create_group
from tests.cast import PASSWORD, Person
from tests.journeys.steps import work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
EMAIL = "dong@example.com"


@pytest.fixture
def groups(anna, handbook) -> None:
    """Two departments, each with a base that only it may read."""
    with tenant_scope(anna.tenant.id):
        for slug, name in (("research", "研发部"), ("finance", "财务部")):
            group = create_group(name=name, by=anna.principal)
            create_base(
                slug=slug,
                name=f"{name}资料",
                sensitivity="internal",
                language="zh-hans",
                groups=[group.id],
                by=anna.principal,
            )


def invite(page: Page, person: Person) -> str:
    """The address in the mail."""
    page.goto("/members/invite/")
    page.locator("#id_email").fill(EMAIL)
    page.get_by_label("成员 –").uncheck()
    page.get_by_label("运营 –").check()
    page.get_by_label("研发部").check()
    page.locator("main button.primary").click()
    expect(page.locator("main")).to_contain_text(EMAIL)
    work(person.tenant.id)
    (sent,) = [message for message in mail.outbox if message.to == [EMAIL]]
    return re.search(r"http\S+/invitation/\S+/", sent.body).group()


def join(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("[name=name]").fill("董明")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="加入").click()
    page.wait_for_url("**/account/login/**")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("董明")


def test_an_invited_colleague_signs_in_and_sees_what_the_role_and_the_group_allow(enter, anna, groups) -> None:
    page, theirs = enter(anna), enter()
    join(theirs, invite(page, anna))
    rail = theirs.locator("#rail nav")
    expect(rail).to_contain_text("知识库")
    expect(rail).not_to_contain_text("API 密钥")
    theirs.goto("/knowledge/")
    expect(theirs.locator("main")).to_contain_text("研发部资料")
    expect(theirs.locator("main")).not_to_contain_text("财务部资料")
    for address in ("/members/invite/", "/compliance/audit/", "/compliance/notices/", "/knowledge/new/"):
        assert theirs.goto(address).status == 403, address
    page.goto("/members/")
    expect(page.locator("tr", has_text=EMAIL)).to_contain_text("研发部")


def test_the_link_works_once(enter, anna, groups) -> None:
    link = invite(enter(anna), anna)
    join(enter(), link)
    again = enter()
    assert again.goto(link).status == 404
