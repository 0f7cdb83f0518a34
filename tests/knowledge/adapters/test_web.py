"""Fetching: what an address may be, where a redirect may lead, and how much is taken."""

from __future__ import annotations

import gzip
import ipaddress
from collections.abc import Iterator
from typing import Any

import pytest

from kit import http
from kit.http import AddressRefused
from knowledge.adapters import web
from knowledge.adapters.web import FETCH_FAILURES, Fetched, FetchFailed, Web, normal_address
from tests.knowledge.site import Site, running

HERE = ipaddress.ip_address("127.0.0.1")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Site]:
    """127.0.0.1 counts as public here, and nothing else of this machine does."""
    settings.PRIVATE_ADDRESSES = False
    real = http._is_public
    monkeypatch.setattr(http, "_is_public", lambda address: address == HERE or real(address))
    with running() as found:
        yield found


def fetch(address: str, **known: str) -> Fetched:
    client = Web()
    try:
        return client.fetch(address, **known)  # type: ignore[arg-type]
    finally:
        client.close()


def failure(address: str) -> str:
    with pytest.raises(FetchFailed) as caught:
        fetch(address)
    assert FETCH_FAILURES[caught.value.code] % caught.value.details
    return caught.value.code


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("HTTP://Example.COM:80/a b#c", "http://example.com/a%20b"),
        ("https://例子.测试/年假?q=一", "https://xn--fsqu00a.xn--0zwm56d/%E5%B9%B4%E5%81%87?q=%E4%B8%80"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_addresses_have_one_form(given: str, normal: str) -> None:
    assert normal_address(given) == normal == normal_address(normal)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.com/", "javascript:alert(1)", "data:text/html,x", "http://user:pw@example.com/",
        "http://example.com@127.0.0.1/", "//example.com/", "example.com", "http://", "http://example.com:99999/", "http://[::1/",
        "http://" + "a" * 3000 + ".com/", "",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        normal_address(address)


PRIVATE = [
    "http://127.0.0.2:{port}/", "http://localhost.:{port}/x", "http://2130706434:{port}/", "http://0x7f000002:{port}/", "http://0177.0.0.2:{port}/",
    "http://127.2:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.2]:{port}/", "http://[64:ff9b::7f00:2]:{port}/",
    "http://[2002:7f00:2::]:{port}/", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[fd00:ec2::254]/", "http://0.0.0.0:{port}/",
    "file:///etc/passwd", "http://user@127.0.0.2:{port}/", "gopher://127.0.0.2:{port}/",
]  # fmt: skip


@pytest.mark.parametrize(("status", "target"), [(301 + number % 3, each) for number, each in enumerate(PRIVATE)])
def test_a_redirect_to_a_private_address_is_never_followed(site: Site, status: int, target: str) -> None:
    with running("127.0.0.2") as canary:
        site.lead("/a", target.format(port=canary.url.rpartition(":")[2]), status)
        assert failure(f"{site.url}/a") in ("refused", "unreachable")  # some the library itself takes for no address
        assert canary.asked == []


def test_a_name_that_leads_elsewhere_on_the_second_look_is_caught(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["127.0.0.1", "127.0.0.2"])
    real = http.socket.getaddrinfo

    def turning(host: str, *given: Any, **more: Any) -> Any:
        return real(next(answers) if host == "turning.example" else host, *given, **more)

    with running("127.0.0.2") as canary:
        monkeypatch.setattr(http.socket, "getaddrinfo", turning)
        assert failure(canary.url.replace("127.0.0.2", "turning.example") + "/") == "refused"
        assert canary.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_kind_of_redirect_leads_to_a_private_address(site: Site, status: int) -> None:
    with running("127.0.0.2") as canary:
        site.lead("/a", f"{canary.url}/", status)
        assert failure(f"{site.url}/a") == "refused"
        assert canary.asked == []


def test_redirects_end(site: Site) -> None:
    site.lead("/a", "/a")
    assert failure(f"{site.url}/a") == "redirects"
    assert len(site.asked) == web.MOST_REDIRECTS + 1


def test_a_redirect_within_the_site_is_followed(site: Site) -> None:
    site.lead("/a", "b?x=1")
    site.page("/b?x=1", "T", "text")
    found = fetch(f"{site.url}/a")
    assert (found.address, found.media) == (f"{site.url}/b?x=1", "text/html")


def test_the_charset_of_the_server_holds(site: Site) -> None:
    site.give("/a", "年假十天".encode("gb18030"), "text/html; charset=gb2312")
    assert fetch(f"{site.url}/a").content == "年假十天".encode()


def test_a_page_that_unpacks_without_end_is_stopped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 100_000)
    site.give("/a", gzip.compress(bytes(50_000_000)), **{"Content-Encoding": "gzip"})
    assert failure(f"{site.url}/a") == "too_large"


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.give("/a", gzip.compress(b"<p>text"), **{"Content-Encoding": "gzip"})
    assert fetch(f"{site.url}/a").content == b"<p>text"


def test_a_slow_page_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_SECONDS", 0.0)
    site.page("/a", "T", "text")
    assert failure(f"{site.url}/a") in ("slow", "unreachable")


@pytest.mark.parametrize(
    ("status", "media", "code"),
    [(404, "text/html", "gone"), (410, "text/html", "gone"), (500, "text/html", "status"), (200, "video/mp4", "media")],
)
def test_other_answers_have_their_reason(site: Site, status: int, media: str, code: str) -> None:
    site.give("/a", b"x", media, status)
    assert failure(f"{site.url}/a") == code


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.page("/a", "T", "text", ETag='"1"')
    first = fetch(f"{site.url}/a")
    assert fetch(f"{site.url}/a", etag=first.etag).content is None
