"""No page is heavier than 60 kB on the wire, with everything that it loads but pictures of documents."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.cast import Person
from tests.console.conftest import page
from tests.stocked import Stock

LIMIT = 60_000
PAGES = [
    "home",
    "chat",
    "bots",
    "new_bot",
    "bases",
    "new_base",
    "models",
    "new_model",
    "routes",
    "new_route",
    "usage",
    "members",
    "invite",
    "groups",
    "keys",
    "new_key",
    "audit",
    "notices",
    "moderation",
    "new_policy",
    "settings",
    "log",
]


def weight(html: bytes) -> int:
    """Bytes of the page and of each style, script and picture that it names, each compressed as a proxy would."""
    text = html.decode()
    names = set(re.findall(r'(?:src|href)="/static/([^"#]+)', text))
    files = [finders.find(name) for name in names]
    assert all(files), names
    return len(gzip.compress(html)) + sum(len(gzip.compress(open(str(file), "rb").read())) for file in files)


def loaded(client: Client, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, address
    return weight(response.content)


def test_no_page_weighs_more_than_the_budget(anna: Person, handbook: Stock) -> None:
    client = anna.client()
    addresses = [page(name) for name in PAGES]
    addresses += [page("bot", slug="leave"), page("versions", slug="leave"), page("base", base_id=handbook.base_id)]
    addresses += [page(name, document_id=handbook.document_id) for name in ("document", "manage_document")]
    heavy = {address: total for address in addresses if (total := loaded(client, address)) > LIMIT}
    assert heavy == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/about/ai/", "/nowhere/"])
def test_public_pages_keep_to_it_as_well(client: Client, address: str) -> None:
    assert weight(client.get(address).content) <= LIMIT
