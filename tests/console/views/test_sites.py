"""Web sites that carry a widget: the tag, the secret, and what is refused."""

import re

import pytest
from django.test import Client

from chat.selectors import sites
from chat.services import create_bot
from chat.types import BotSettings
from kit.scoping import tenant_scope
from tests.cast import job
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db
SITE = {"name": "Shop", "bot_slug": "help", "origins": "https://shop.example.com", "accent": "#1f5eff", "enabled": "on"}


@pytest.fixture(autouse=True)
def bots(anna) -> None:
    with tenant_scope(anna.tenant.id):
        for slug, audience in (("help", "customers"), ("leave", "staff")):
            create_bot(slug=slug, settings=BotSettings(name=slug, audience=audience), by=job(anna.tenant))


def added(client: Client, **changes: str) -> str:
    """The address of the site's page."""
    response = client.post(page("new_site"), SITE | changes)
    assert response.status_code == 302
    return str(response["Location"])


def test_a_site_gets_its_script_tag(english: Client) -> None:
    text = english.get(added(english)).content.decode()
    assert re.search(r"/widget\.js&quot; data-site=&quot;[a-z2-7]{26}-[a-z2-7]{26}&quot;", text)


def test_a_site_is_listed_and_can_be_removed(english: Client) -> None:
    address = added(english)
    assert "https://shop.example.com" in said(english, page("sites"))
    english.post(f"{address}delete/")
    assert "https://shop.example.com" not in said(english, page("sites"))


def test_a_bot_for_staff_is_not_offered(english: Client) -> None:
    assert 'value="leave"' not in english.get(page("new_site")).content.decode()
    assert english.post(page("new_site"), SITE | {"bot_slug": "leave"}).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("origins", "shop.example.com"), ("origins", "*"), ("origins", " "), ("accent", "#ffee00"), ("name", " ")],
)
def test_what_does_not_fit_is_told_beside_its_field(english: Client, field: str, value: str) -> None:
    assert f'id="id_{field}_error"' in english.post(page("new_site"), SITE | {field: value}).content.decode()


def test_the_secret_is_shown_once_and_kept_sealed(english: Client, anna) -> None:
    address = added(english)
    response = english.post(f"{address}secret/")
    raw = re.search(r"hy_site_[0-9a-f]{64}", response.content.decode())
    assert raw is not None
    assert response["Cache-Control"] == "no-store"
    assert raw[0] not in english.get(address).content.decode()
    with tenant_scope(anna.tenant.id):
        assert sites()[0].has_secret


def test_a_member_may_not_add_sites(ben_client: Client) -> None:
    assert ben_client.get(page("new_site")).status_code == 403
