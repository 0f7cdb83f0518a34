"""Sitemaps."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.adapters import sitemap
from knowledge.adapters.sitemap import pages_of
from knowledge.adapters.web import FetchFailed, Web
from tests.knowledge.site import Site, running

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.PRIVATE_ADDRESSES = True
    with running() as found:
        yield found


def urls(*places: str) -> bytes:
    return f"<urlset {SPACE}>{''.join(f'<url><loc>{each}</loc></url>' for each in places)}</urlset>".encode()


def index(*places: str) -> bytes:
    inside = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in places)
    return f"<sitemapindex {SPACE}>{inside}</sitemapindex>".encode()


def found(site: Site, body: bytes) -> list[str]:
    site.give("/sitemap.xml", body, "application/xml")
    return [each.removeprefix(site.url) for each in pages_of(Web(), f"{site.url}/sitemap.xml")]


def test_pages_come_in_their_order_and_once(site: Site) -> None:
    assert found(site, urls(f"{site.url}/b", f"{site.url}/a", f"{site.url}/b#x")) == ["/b", "/a"]


def test_an_index_leads_to_its_maps_packed_or_not(site: Site) -> None:
    site.give("/1.xml", urls(f"{site.url}/a"), "application/xml")
    site.give("/2.xml.gz", gzip.compress(urls(f"{site.url}/b")), "application/gzip")
    assert found(site, index(f"{site.url}/1.xml", f"{site.url}/2.xml.gz")) == ["/a", "/b"]


def test_pages_of_other_sites_are_left_out(site: Site) -> None:
    assert found(site, urls("http://169.254.169.254/x", "file:///etc/passwd", f"{site.url}/a")) == ["/a"]


def test_an_index_of_itself_ends(site: Site) -> None:
    with pytest.raises(FetchFailed, match="no_pages"):
        found(site, index(f"{site.url}/sitemap.xml", f"{site.url}/sitemap.xml"))
    assert len(site.asked) <= sitemap.MOST_MAPS


def test_no_more_pages_are_taken_than_allowed(site: Site) -> None:
    assert len(found(site, urls(*(f"{site.url}/{number}" for number in range(2_000))))) == sitemap.MOST_PAGES


@pytest.mark.parametrize(
    "body",
    [
        b"<html/>",
        b"no xml",
        b"",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;</loc></url></urlset>',
        b"\x1f\x8bnot gzip",
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_sitemap_is_refused(site: Site, body: bytes) -> None:
    with pytest.raises(FetchFailed, match="no_sitemap"):
        found(site, body)
