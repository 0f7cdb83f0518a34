"""The addresses that a sitemap lists, through its index, of its own site only."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from kit.http import AddressRefused
from knowledge.adapters.web import GZIP, FetchFailed, Web, normal_address

MOST_MAPS = 20
MOST_PAGES = 500
DEEPEST = 2  # indexes inside indexes
MOST_BYTES = 50_000_000


def pages_of(web: Web, address: str) -> list[str]:
    """At most MOST_PAGES addresses in the order of the sitemap, each once. Raises FetchFailed."""
    host = urlsplit(address).hostname
    found: dict[str, None] = {}
    pending, read = [(address, 0)], 0
    while pending and read < MOST_MAPS and len(found) < MOST_PAGES:
        at, depth = pending.pop(0)
        read += 1
        root = _root(web.fetch(at, any_type=True).content or b"")
        inner = [each for each in _places(root) if urlsplit(each).hostname == host]
        if etree.QName(root).localname == "sitemapindex":
            pending += [(each, depth + 1) for each in inner if depth < DEEPEST]
        else:
            found |= dict.fromkeys(inner)
    if not found:
        raise FetchFailed("no_pages")
    return list(found)[:MOST_PAGES]


def _root(data: bytes) -> Any:
    """Raises FetchFailed where it is no sitemap, or means harm."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(GZIP).decompress(data, MOST_BYTES)
        except zlib.error as error:
            raise FetchFailed("no_sitemap") from error
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FetchFailed("no_sitemap")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchFailed("no_sitemap") from error
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise FetchFailed("no_sitemap")
    return root


def _places(root: Any) -> Iterator[str]:
    for place in root.iterfind("{*}*/{*}loc"):
        try:
            yield normal_address(place.text or "")
        except AddressRefused:
            continue
