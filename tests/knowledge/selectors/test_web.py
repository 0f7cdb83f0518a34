"""What is shown of web pages, and to whom."""

from datetime import timedelta

import pytest
from django.utils import translation

from kit import clock
from kit.ids import new_id
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import WebSourceNotFound
from knowledge.models import WebPage, WebSource
from knowledge.selectors.web import LOST_AFTER, is_reading, says
from knowledge.types import BaseInfo
from tenants.types import Principal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def source(keeper: Principal, base: BaseInfo) -> WebSource:
    with tenant_scope(keeper.tenant_id):
        made = WebSource.objects.create(base_id=base.id, kind="list", address="https://a.example/", added_by="x")
        for path, state in (("b", "ready"), ("a", "failed"), ("c", "ready")):
            WebPage.objects.create(source=made, address=f"https://a.example/{path}", state=state)
        return made


def test_pages_come_in_the_order_of_their_addresses_and_are_counted(keeper: Principal, source: WebSource) -> None:
    with tenant_scope(keeper.tenant_id):
        assert selectors.web_source(source.id, principal=keeper).counts == {"ready": 2, "failed": 1}
        found = selectors.web_pages(source.id, principal=keeper, after="https://a.example/a", limit=1)
    assert [each.address for each in found] == ["https://a.example/b"]


def test_a_source_of_a_closed_base_is_not_there(
    keeper: Principal, reader: Principal, base: BaseInfo, source: WebSource
) -> None:
    with tenant_scope(keeper.tenant_id):
        services.save_base(base_id=base.id, groups=[new_id()], by=keeper)
        assert selectors.web_sources(base.id, principal=reader) == ()
        with pytest.raises(WebSourceNotFound):
            selectors.web_pages(source.id, principal=reader)


def test_an_uploaded_document_has_no_live_address(keeper: Principal, source: WebSource) -> None:
    with tenant_scope(keeper.tenant_id):
        assert selectors.live_address(new_id()) == ""


def test_a_reading_that_never_ended_is_given_up() -> None:
    began = clock.now()
    row = WebSource(tenant_id=new_id(), began_at=began)
    assert is_reading(row)
    with clock.freeze(began + LOST_AFTER + timedelta(minutes=1)):
        assert not is_reading(row)
    row.read_at = began
    assert not is_reading(row)


def test_a_problem_is_a_sentence_in_the_readers_language() -> None:
    with translation.override("en"):
        assert says("status", {"status": 503}) == "The site answered 503 instead of a page."
        assert says("", {}) == ""
    with translation.override("zh-hans"):
        assert says("no_sitemap", {}) == "这个网址没有给出站点地图。"
