"""Models: connected, probed, switched, used."""

import re

import pytest
from django.test import Client

from gateway.selectors import cards, probe
from kit.scoping import tenant_scope
from tests.cast import Person
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db
MODEL = {
    "vendor": "vllm",
    "name": "Own GLM",
    "base_url": "http://127.0.0.1:9/v1",
    "model": "glm",
    "context_tokens": "8192",
}


@pytest.fixture
def card(english: Client, anna: Person, settings: object) -> str:
    settings.PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]
    said(english, page("new_model"), MODEL | {"key": "secret-key-1"})
    with tenant_scope(anna.tenant.id):
        return next(str(each.id) for each in cards() if each.offered_by == "tenant")


def test_connecting_begins_the_test_and_never_shows_the_key(english: Client, anna: Person, card: str) -> None:
    text = english.get(page("model", card_id=card)).content.decode()
    assert "Trying" in text or "Waiting" in text
    assert "Kept encrypted" in text
    assert "secret-key-1" not in text


def test_progress_is_asked_for_until_the_test_is_done(english: Client, card: str) -> None:
    text = english.get(page("probe_progress", card_id=card)).content.decode()
    assert 'hx-trigger="every 1s"' in text
    assert text.count("<li") == 6


def test_an_address_that_is_none_is_told(english: Client) -> None:
    text = said(english, page("new_model"), MODEL | {"base_url": "ftp://nowhere"})
    assert 'role="alert"' in text


def test_a_model_is_switched_off_and_deleted(english: Client, anna: Person, card: str) -> None:
    said(english, page("switch_model", card_id=card), {"on": "0"})
    with tenant_scope(anna.tenant.id):
        assert {each.state for each in cards() if str(each.id) == card} == {"off"}
    said(english, page("delete_model", card_id=card))
    assert english.get(page("model", card_id=card)).status_code == 404


def test_a_changed_connection_has_to_be_tested_again(english: Client, anna: Person, card: str) -> None:
    said(english, page("model", card_id=card), MODEL | {"model": "glm-5"})
    with tenant_scope(anna.tenant.id):
        found = next(each for each in cards() if str(each.id) == card)
    assert (found.state, found.model) == ("unprobed", "glm-5")


def test_a_test_can_be_begun_again(english: Client, anna: Person, card: str) -> None:
    assert "Waiting" in english.post(page("probe", card_id=card)).content.decode()
    with tenant_scope(anna.tenant.id):
        report = probe(next(each.id for each in cards() if str(each.id) == card))
    assert report is not None


@pytest.mark.parametrize("days", ["7", "90", "5", "x", "-1"])
def test_the_usage_page_takes_known_periods_only(anna_client: Client, days: str) -> None:
    text = anna_client.get(page("usage"), {"days": days}).content.decode()
    chosen = re.search(r'aria-current="true">(\d+)', text)
    assert chosen is not None
    assert chosen[1] == (days if days in ("7", "90") else "30")
