"""Fetch one page of a web site behind the guard: every redirect checked, bounded in bytes and time, charset as declared."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpx

from kit.http import AddressRefused, guard, safe_client
from knowledge.parsed import gettext_noop

AGENT = "HeyanBot"
MOST_BYTES = 20_000_000
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
GZIP = 31  # zlib: with the head of a gzip stream
MARKUP = ("text/html", "application/xhtml+xml")
READABLE = re.compile(
    r"text/(?:html|plain|markdown|csv)|application/(?:xhtml\+xml|pdf|msword|rtf|octet-stream|epub\+zip|vnd\.ms-(?:excel|powerpoint)"
    r"|vnd\.openxmlformats-officedocument\..+|vnd\.oasis\.opendocument\.text)"
)


FETCH_FAILURES: dict[str, str] = {
    "robots": gettext_noop("The site asks robots not to read this page (robots.txt), or its rules could not be read."),
    "refused": gettext_noop("The address, or one that it leads to, is not a public web address."),
    "unreachable": gettext_noop("The site did not answer, or not in a way that can be read."),
    "redirects": gettext_noop("The address leads on more than %(limit)d times."),
    "gone": gettext_noop("The page is no longer there (%(status)d)."),
    "status": gettext_noop("The site answered %(status)d instead of a page."),
    "media": gettext_noop("Content of the type %(media)s is not read."),
    "too_large": gettext_noop("The page has more than %(limit)d MB."),
    "slow": gettext_noop("The page took longer than %(seconds)d seconds."),
    "no_sitemap": gettext_noop("The address gives no sitemap."),
    "no_pages": gettext_noop("The sitemap lists no page of its own site."),
}


class FetchFailed(Exception):
    """A page that could not be had: a `code` of FETCH_FAILURES, and its details."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `content` is None where nothing has changed since `etag` or `modified`."""

    address: str
    content: bytes | None
    media: str = ""
    etag: str = ""
    modified: str = ""


def normal_address(text: str) -> str:
    """An address in one form: scheme and host in lower case, no fragment, all ASCII. Raises AddressRefused."""
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port
    except (UnicodeError, ValueError) as error:
        raise AddressRefused(url=text[:80]) from error
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        raise AddressRefused(url=text[:80])
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    place = shown if port in (None, usual) else f"{shown}:{port}"
    path = quote(parts.path or "/", safe="/:@!$&'()*+,;=~-._%")
    query = quote(parts.query, safe="/?:@!$&'()*+,;=~-._%[]")
    address = urlunsplit((parts.scheme.lower(), place, path, query, ""))
    if len(address) > LONGEST_ADDRESS:
        raise AddressRefused(url=text[:80])
    return address


class Web:
    """A client for one run. `allowed` is asked before each request, redirects included."""

    def __init__(self, allowed: Callable[[str], bool] | None = None) -> None:
        self._client = safe_client(timeout=MOST_SECONDS / 2)
        self.allowed = allowed or (lambda _: True)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    def fetch(self, address: str, *, etag: str = "", modified: str = "", any_type: bool = False) -> Fetched:
        """One page, or the news that it has not changed. Raises FetchFailed.

        `any_type`: it is for robots, such as the site's rules and its map; `allowed` is not asked.
        """
        held = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in held.items() if value}
        deadline = time.monotonic() + MOST_SECONDS
        at = address
        for _ in range(MOST_REDIRECTS + 1):
            if not any_type and not self.allowed(at):
                raise FetchFailed("robots")
            try:
                onward = self._one(at, headers, deadline, any_type)
            except AddressRefused as error:
                raise FetchFailed("refused") from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                raise FetchFailed("unreachable") from error
            if isinstance(onward, Fetched):
                return onward
            at = onward
        raise FetchFailed("redirects", limit=MOST_REDIRECTS)

    def _one(self, address: str, headers: dict[str, str], deadline: float, any_type: bool) -> Fetched | str:
        """What the address gives, or where it leads."""
        guard(address)
        asked = {"User-Agent": f"{AGENT}/1.0", "Accept-Encoding": "identity, gzip", **headers}
        with self._client.stream("GET", address, headers=asked) as answer:
            if answer.status_code in REDIRECTS and answer.headers.get("location"):
                return normal_address(urljoin(address, answer.headers["location"]))
            if answer.status_code == 304:
                return Fetched(address, None)
            if answer.status_code != 200:
                raise FetchFailed("gone" if answer.status_code in GONE else "status", status=answer.status_code)
            media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            if not any_type and media and not READABLE.fullmatch(media):
                raise FetchFailed("media", media=media[:80])
            content = _body(answer, deadline)
            etag, modified = answer.headers.get("etag", "")[:500], answer.headers.get("last-modified", "")[:80]
            return Fetched(address, _in_utf8(content, media, answer.charset_encoding), media, etag, modified)


def _body(answer: httpx.Response, deadline: float) -> bytes:
    """The whole content, unpacked. Raises FetchFailed when it is too large or too slow."""
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchFailed("unreachable")
    unpack = zlib.decompressobj(GZIP) if "gzip" in coding else None
    parts = bytearray()
    for piece in answer.iter_raw():
        try:
            parts += unpack.decompress(piece, MOST_BYTES + 1 - len(parts)) if unpack else piece
        except zlib.error as error:
            raise FetchFailed("unreachable") from error
        if len(parts) > MOST_BYTES:
            raise FetchFailed("too_large", limit=MOST_BYTES // 1_000_000)
        if time.monotonic() > deadline:
            raise FetchFailed("slow", seconds=int(MOST_SECONDS))
    return bytes(parts)


def _in_utf8(content: bytes, media: str, charset: str | None) -> bytes:
    """Text in the charset that the server names; where that does not hold, the bytes, whose own marks then count."""
    if charset is None or not (media.startswith("text/") or media in MARKUP):
        return content
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(charset.lower(), charset)
    try:
        return content.decode(wider).encode()
    except (UnicodeError, LookupError):
        return content
