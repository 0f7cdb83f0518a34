"""API keys: the secret is seen once."""

import re

import pytest
from django.test import Client

from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db
KEY = {"name": "CRM", "scopes": ["chat.ask"], "legal_basis": "contract", "days": "90"}


def test_the_secret_is_shown_once_and_not_stored_by_the_browser(english: Client) -> None:
    response = english.post(page("new_key"), KEY)
    raw = re.search(r"hy_live_\w+", response.content.decode())
    assert raw is not None
    assert response["Cache-Control"] == "no-store"
    assert raw[0] not in english.get(page("keys")).content.decode()


def test_a_key_needs_a_legal_basis(english: Client) -> None:
    text = said(english, page("new_key"), KEY | {"legal_basis": ""})
    assert 'id="id_legal_basis_error"' in text


def test_nobody_gives_a_key_more_than_he_may(english: Client) -> None:
    text = said(english, page("new_key"), KEY | {"scopes": ["audit.unmask"]})
    assert "more rights than you have" in text


def test_a_wrong_network_is_told_beside_its_field(english: Client) -> None:
    text = said(english, page("new_key"), KEY | {"networks": "everywhere"})
    assert 'id="id_networks_error"' in text


def test_an_ended_key_is_listed_as_ended(english: Client) -> None:
    english.post(page("new_key"), KEY)
    held = re.search(r"/members/keys/([0-9a-f-]{36})/revoke/", english.get(page("keys")).content.decode())
    assert held is not None
    assert "Ended" in said(english, page("revoke_key", key_id=held[1]))
