"""What a site asks of robots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.adapters.robots import LONGEST_WAIT, Robots
from knowledge.adapters.web import FetchFailed, Web
from tests.knowledge.site import Site, running


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.PRIVATE_ADDRESSES = True
    with running() as found:
        yield found


def robots(text: str, site: Site, status: int = 200) -> Robots:
    site.give("/robots.txt", text.encode(), "text/plain", status)
    client = Web()
    rules = Robots(client)
    client.allowed = rules.allow
    return rules


def test_what_is_disallowed_is_left_alone(site: Site) -> None:
    rules = robots("User-agent: *\nDisallow: /secret\n", site)
    assert (rules.allow(f"{site.url}/a"), rules.allow(f"{site.url}/secret/b")) == (True, False)


def test_rules_for_this_robot_come_first(site: Site) -> None:
    rules = robots("User-agent: HeyanBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n", site)
    assert not rules.allow(f"{site.url}/a")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_site_without_rules_is_open_and_one_in_trouble_is_left_alone(site: Site, status: int, allowed: bool) -> None:
    assert robots("", site, status).allow(f"{site.url}/a") is allowed


def test_rules_that_lead_back_to_the_site_do_not_ask_for_themselves(site: Site) -> None:
    rules = robots("", site)
    site.lead("/robots.txt", "/rules")
    site.give("/rules", b"User-agent: *\nDisallow: /a", "text/plain")
    assert not rules.allow(f"{site.url}/a")


def test_the_wait_that_is_asked_for_is_kept_within_reason(site: Site) -> None:
    assert robots("User-agent: *\nCrawl-delay: 3\n", site).wait(site.url) == 3
    assert robots("User-agent: *\nCrawl-delay: 90000\n", site).wait(site.url) == LONGEST_WAIT


def test_a_page_behind_the_rules_is_not_asked_for(site: Site) -> None:
    site.give("/robots.txt", b"User-agent: *\nDisallow: /b", "text/plain")
    site.lead("/a", "/b")
    client = Web()
    client.allowed = Robots(client).allow
    with pytest.raises(FetchFailed, match="robots"):
        client.fetch(f"{site.url}/a")
    assert site.paths() == ["/a"]
