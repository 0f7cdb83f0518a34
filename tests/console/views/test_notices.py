"""Notices: drafted, published, published again."""

import pytest
from django.test import Client

from consent.selectors import current_notice, drafts
from kit.scoping import tenant_scope
from tests.cast import Person
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db
TEXT = {"title": "How we use your question", "body": "We answer it."}


def address() -> str:
    return page("notice", purpose="service", language="en")


def test_a_draft_asks_nobody(english: Client, anna: Person) -> None:
    said(english, address(), TEXT)
    with tenant_scope(anna.tenant.id):
        assert current_notice("service", "en") is None
        assert drafts()[0].title == TEXT["title"]


def test_a_published_text_becomes_the_current_version(english: Client, anna: Person) -> None:
    said(english, address(), TEXT | {"publish": "1"})
    text = said(english, address(), TEXT | {"publish": "1", "body": "We answer it, carefully."})
    assert "is asked again" in text
    with tenant_scope(anna.tenant.id):
        notice = current_notice("service", "en")
    assert notice is not None
    assert notice.version == 2


def test_the_same_text_is_not_published_twice(english: Client) -> None:
    said(english, address(), TEXT | {"publish": "1"})
    assert "does not differ" in said(english, address(), TEXT | {"publish": "1"})


def test_the_standard_texts_are_one_click(english: Client) -> None:
    said(english, page("standard_notices"))
    assert "Missing" not in english.get(page("notices")).content.decode()


def test_an_unknown_purpose_is_not_there(anna_client: Client) -> None:
    assert anna_client.get(page("notice", purpose="fun", language="en")).status_code == 404
