"""A telephone number or a resident ID in a question is masked before it leaves for a hosted model."""

import pytest
from playwright.sync_api import expect

from gateway.services import save_model
from gateway.services.models import ModelFields
from gateway.services.probes import probe_model
from kit.scoping import tenant_scope
from tests.journeys.endpoint import Endpoint
from tests.journeys.steps import ask, work

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PHONE, RESIDENT_ID = "13800138000", "11010519491231002X"


def connect(person, endpoint: Endpoint, location) -> None:
    """A tested model at that address, which the standard order then prefers."""
    fields = ModelFields(
        name="云端", vendor="openai_compatible", base_url=endpoint.base_url, model="glm-test", location=location
    )
    with tenant_scope(person.tenant.id):
        card = save_model(fields=fields, by=person.principal)
        probe_model(card_id=card.id, by=person.principal)
    work(person.tenant.id)


@pytest.fixture
def private_addresses(settings) -> None:
    settings.PRIVATE_ADDRESSES = True


@pytest.mark.usefixtures("private_addresses")
def test_what_a_hosted_model_receives_has_neither_number(enter, anna, handbook, endpoint) -> None:
    connect(anna, endpoint, "hosted")
    endpoint.says = ("员工入职满一年后，", "每年享有 10 天带薪年假[1]。")
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    answer = ask(page, f"我是张三，电话 {PHONE}，身份证 {RESIDENT_ID}，请问年假有几天？")
    expect(answer.locator(".words")).to_contain_text("10 天带薪年假")
    assert "年假有几天" in endpoint.received
    assert PHONE not in endpoint.received
    assert RESIDENT_ID not in endpoint.received
    expect(page.locator(".question").last).to_contain_text(PHONE)


@pytest.mark.usefixtures("private_addresses")
def test_a_private_model_reads_the_question_as_it_was_asked(enter, anna, handbook, endpoint) -> None:
    connect(anna, endpoint, "private")
    endpoint.says = ("员工入职满一年后，每年享有 10 天带薪年假[1]。",)
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    ask(page, f"我的电话是 {PHONE}，请问年假有几天？")
    assert PHONE in endpoint.received
