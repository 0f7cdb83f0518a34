"""An operator pastes the address of a model server, has it tested, and lets a route take it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import ask, work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
CAPABILITIES = ["可连接", "流式输出", "系统角色", "工具调用", "上下文", "图像输入"]


@pytest.fixture
def private_addresses(settings) -> None:
    settings.PRIVATE_ADDRESSES = True


def connect(page: Page, address: str) -> None:
    page.goto("/models/")
    page.get_by_role("link", name="接入模型").first.click()
    page.locator("#id_vendor").select_option("vllm")
    page.locator("#id_name").fill("自建 GLM")
    page.locator("#id_base_url").fill(address)
    page.locator("#id_model").fill("glm-test")
    page.locator("#id_filing_number").fill("备案测试号")
    page.get_by_role("button", name="保存并测试").click()


@pytest.mark.usefixtures("private_addresses")
def test_a_test_finds_out_what_the_model_can_do_and_the_card_says_it(enter, anna, handbook, endpoint) -> None:
    page = enter(anna)
    connect(page, endpoint.base_url)
    expect(page.locator("#probe")).to_contain_text("等待")
    work(anna.tenant.id)
    steps = page.locator(".probe li")
    expect(steps.locator(".badge.good")).to_have_count(len(CAPABILITIES), timeout=20_000)
    for name in CAPABILITIES:
        expect(page.locator(".probe")).to_contain_text(name)
    expect(page.locator(".facts")).to_contain_text("32768")
    expect(page.locator(".facts")).to_contain_text("备案测试号")
    expect(page.locator(".facts")).to_contain_text(re.compile("私有|自有"))


@pytest.mark.usefixtures("private_addresses")
def test_a_route_that_names_the_model_is_taken_by_the_next_question(enter, anna, handbook, endpoint) -> None:
    page = enter(anna)
    connect(page, endpoint.base_url)
    work(anna.tenant.id)
    page.goto("/models/routes/new/")
    page.locator("#id_name").fill("自建优先")
    page.locator("#id_default").check()
    page.locator("#id_card-0").select_option(label="自建 GLM")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("自建优先")
    endpoint.says = ("员工入职满一年后，", "每年享有 10 天带薪年假[1]。")
    page.goto("/bots/leave/")
    ask(page, "年假有几天？")
    expect(page.locator(".tested .facts")).to_contain_text("自建 GLM")
    assert "年假有几天" in endpoint.received


def test_an_address_in_the_own_network_is_refused_unless_the_operator_allows_it(
    enter, anna, handbook, endpoint
) -> None:
    page = enter(anna)
    connect(page, endpoint.base_url)
    expect(page.locator("main")).to_contain_text(re.compile("地址"))
    page.goto("/models/")
    expect(page.locator("main")).not_to_contain_text("自建 GLM")
    assert endpoint.received == ""
