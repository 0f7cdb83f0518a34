"""Web pages of a base, as an editor adds and watches them."""

from http import HTTPStatus

import pytest
from django.test import Client

from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.models import WebPage, WebSource
from tests.cast import Person
from tests.console.conftest import page, said
from tests.stocked import Stock

ADDRESS = "https://example.com/leave"


@pytest.fixture
def source(anna: Person, handbook: Stock) -> WebSource:
    with tenant_scope(anna.tenant.id):
        made = WebSource.objects.create(base_id=handbook.base_id, kind="list", address=ADDRESS, added_by="x")
        WebPage.objects.create(
            source=made, document_id=handbook.document_id, address=ADDRESS, title="Leave", state="ready"
        )
        WebPage.objects.create(
            source=made, address=f"{ADDRESS}/2", state="failed", problem="status", problem_details={"status": 503}
        )
        return made


def test_pages_are_added_and_promised(english: Client, anna: Person, handbook: Stock) -> None:
    given = {"kind": "list", "addresses": f"{ADDRESS}\n\nhttps://example.com/b", "every": "daily"}
    text = said(english, page("web_sources", base_id=handbook.base_id), given)
    assert "The pages are being read." in text
    with tenant_scope(anna.tenant.id):
        (made,) = selectors.web_sources(handbook.base_id, principal=anna.principal)
    assert (made.every, made.counts, made.reading) == ("daily", {"waiting": 2}, True)


def test_an_address_that_leads_inside_is_refused_beside_its_field(english: Client, handbook: Stock) -> None:
    given = {"kind": "list", "addresses": "http://169.254.169.254/latest", "every": "off"}
    text = english.post(page("web_sources", base_id=handbook.base_id), given).content.decode()
    assert "This is no public web address: http://169.254.169.254/latest" in text


def test_the_state_of_each_page_is_shown_with_its_reason(english: Client, handbook: Stock, source: WebSource) -> None:
    text = english.get(page("web_source", source_id=source.id)).content.decode()
    assert ADDRESS in text
    assert "The site answered 503 instead of a page." in text
    assert f'href="{page("manage_document", document_id=handbook.document_id)}"' in text


def test_a_name_on_the_page_can_not_carry_a_script(english: Client, anna: Person, source: WebSource) -> None:
    with tenant_scope(anna.tenant.id):
        WebPage.objects.filter(source=source).update(title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in english.get(page("web_source", source_id=source.id)).content.decode()


def test_the_reader_leads_to_the_page_on_the_web(english: Client, handbook: Stock, source: WebSource) -> None:
    text = english.get(page("document", document_id=handbook.document_id)).content.decode()
    assert f'href="{ADDRESS}" target="_blank" rel="noopener noreferrer"' in text


def test_the_schedule_is_changed_and_a_reading_begun(english: Client, source: WebSource) -> None:
    assert "Saved." in said(english, page("set_web_schedule", source_id=source.id), {"every": "off"})
    assert "The pages are being read." in said(english, page("read_web_source", source_id=source.id), {})
    assert "These pages are being read already." in said(english, page("read_web_source", source_id=source.id), {})


def test_deleting_takes_the_documents_along(english: Client, anna: Person, handbook: Stock, source: WebSource) -> None:
    assert "The web pages are deleted." in said(english, page("delete_web_source", source_id=source.id), {})
    assert english.get(page("web_source", source_id=source.id)).status_code == HTTPStatus.NOT_FOUND
    assert english.get(page("document", document_id=handbook.document_id)).status_code == HTTPStatus.NOT_FOUND
