"""A site of Acorn's that carries the widget of its bot for customers."""

from collections.abc import Iterator

import httpx
import pytest
from django.core.cache import cache

from chat.services import make_site_secret, save_site
from chat.types import SiteInfo
from kit.scoping import tenant_scope
from tests.live import Live, serving
from tests.stocked import Stock, stock

SHOP = "https://shop.example.com"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    with serving() as held:
        yield held


@pytest.fixture
def handbook(transactional_db: None, anna) -> Stock:
    return stock(anna.tenant)


@pytest.fixture
def site(anna, handbook) -> SiteInfo:
    with tenant_scope(anna.tenant.id):
        return save_site(bot_slug="help", name="Shop", origins=[SHOP], by=anna.principal)


@pytest.fixture
def secret(anna, site) -> bytes:
    with tenant_scope(anna.tenant.id):
        return make_site_secret(site_id=site.id, by=anna.principal).raw.encode()


@pytest.fixture
def frame(live) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live.widget, trust_env=False, timeout=30, params={"lang": "zh"}) as held:
        yield held


def bearer(session: dict) -> dict[str, str]:
    return {"Authorization": f"Bearer {session['token']}"}


@pytest.fixture
def begun(frame, site) -> dict:
    return frame.post("/session", json={"site": site.public_id}).json()


@pytest.fixture
def agreed(frame, begun) -> dict:
    answer = frame.post("/consent", json={"notice_id": begun["notice"]["id"]}, headers=bearer(begun))
    assert answer.json() == {"agreed": True}
    return begun
