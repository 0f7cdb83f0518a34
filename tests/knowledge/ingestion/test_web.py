"""Web pages become documents, versions, or nothing; and leave when they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from audit.selectors import entries
from audit.types import Filters
from kit import clock
from kit.models import OutboxItem
from kit.outbox import Work, run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.ingestion import web
from knowledge.parsed import Parsed
from knowledge.types import BaseInfo, DocumentInfo, WebPageInfo, WebSourceInfo
from tenants.types import Principal
from tests.knowledge import files
from tests.knowledge.site import Site, running

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    settings.PRIVATE_ADDRESSES = True
    monkeypatch.setattr(web, "DELAY", 0.0)
    with running() as found:
        found.page("/leave", "年假", "入职满一年有十天年假。", ETag='"1"')
        yield found


def add(keeper: Principal, base: BaseInfo, *addresses: str, kind: str = "list", every: str = "daily") -> WebSourceInfo:
    with tenant_scope(keeper.tenant_id):
        source = services.add_web_source(base_id=base.id, kind=kind, addresses=addresses, every=every, by=keeper)
    run_due(keeper.tenant_id)
    return source


def again(keeper: Principal, source: WebSourceInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        services.read_web_source(source_id=source.id, by=keeper)
    run_due(keeper.tenant_id)


def pages(keeper: Principal, source: WebSourceInfo) -> tuple[WebPageInfo, ...]:
    with tenant_scope(keeper.tenant_id):
        return selectors.web_pages(source.id, principal=keeper)


def documents(keeper: Principal, base: BaseInfo) -> tuple[DocumentInfo, ...]:
    with tenant_scope(keeper.tenant_id):
        return selectors.documents(base.id, principal=keeper)


def test_a_page_becomes_a_document_named_after_its_title(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    (page,) = pages(keeper, source)
    (document,) = documents(keeper, base)
    assert (page.state, page.title, page.document_id) == ("ready", "年假", document.id)
    assert (document.name, document.state) == ("年假", "ready")
    with tenant_scope(keeper.tenant_id):
        assert selectors.live_address(document.id) == f"{site.url}/leave"


def test_its_text_is_found_by_search(keeper: Principal, base: BaseInfo, site: Site) -> None:
    add(keeper, base, f"{site.url}/leave")
    with tenant_scope(keeper.tenant_id):
        found = selectors.search(question="年假有几天？", base_ids=[base.id], principal=keeper)
    assert "十天年假" in found[0].text


def test_a_page_that_has_not_changed_makes_no_version(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    again(keeper, source)
    assert [each.newest.number for each in documents(keeper, base)] == [1]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_page_whose_text_is_the_same_makes_no_version(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    old = site.pages["/leave"].body
    site.give("/leave", old.replace(b"</head>", b"<script>var nonce=7</script></head>"))
    again(keeper, source)
    assert [each.newest.number for each in documents(keeper, base)] == [1]


def test_a_page_that_changed_becomes_the_next_version(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    site.page("/leave", "年假", "入职满一年有十五天年假。", ETag='"2"')
    again(keeper, source)
    (document,) = documents(keeper, base)
    assert (document.newest.number, document.version) == (2, 2)


def test_a_page_that_is_gone_twice_is_taken_out_and_reported(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    del site.pages["/leave"]
    again(keeper, source)
    assert ([page.state for page in pages(keeper, source)], len(documents(keeper, base))) == (["failed"], 1)
    again(keeper, source)
    assert ([page.state for page in pages(keeper, source)], len(documents(keeper, base))) == (["gone"], 0)
    with tenant_scope(keeper.tenant_id):
        names = [entry.event for entry in entries(Filters()).entries]
    assert "knowledge.web_page_gone" in names


def test_a_page_that_comes_back_is_a_document_again(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    kept = site.pages.pop("/leave")
    again(keeper, source)
    again(keeper, source)
    site.pages["/leave"] = kept
    again(keeper, source)
    assert [page.state for page in pages(keeper, source)] == ["ready"]
    assert len(documents(keeper, base)) == 1


def test_a_site_in_trouble_takes_nothing_out(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    for _ in range(3):
        site.give("/leave", b"", status=503)
        again(keeper, source)
    (page,) = pages(keeper, source)
    assert (page.state, "503" in page.problem, len(documents(keeper, base))) == ("failed", True, 1)


def test_a_document_that_a_person_deleted_is_not_brought_back(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=documents(keeper, base)[0].id, by=keeper)
    again(keeper, source)
    assert [page.state for page in pages(keeper, source)] == ["removed"]
    assert documents(keeper, base) == ()


def test_a_sitemap_brings_its_pages_and_later_its_new_ones(keeper: Principal, base: BaseInfo, site: Site) -> None:
    def listing(*paths: str) -> bytes:
        return (
            "<urlset>" + "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths) + "</urlset>"
        ).encode()

    site.give("/sitemap.xml", listing("/leave"), "application/xml")
    source = add(keeper, base, f"{site.url}/sitemap.xml", kind="sitemap")
    site.page("/sick", "病假", "病假须提交证明。")
    site.give("/sitemap.xml", listing("/leave", "/sick"), "application/xml")
    again(keeper, source)
    assert [page.title for page in pages(keeper, source)] == ["年假", "病假"]


def test_a_sitemap_that_is_none_says_so(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave", kind="sitemap")
    with tenant_scope(keeper.tenant_id):
        assert "no sitemap" in selectors.web_source(source.id, principal=keeper).problem


def test_pages_that_robots_may_not_read_say_so(keeper: Principal, base: BaseInfo, site: Site) -> None:
    site.give("/robots.txt", b"User-agent: *\nDisallow: /", "text/plain")
    source = add(keeper, base, f"{site.url}/leave")
    assert "robots.txt" in pages(keeper, source)[0].problem
    assert site.paths() == []


def test_a_pdf_on_the_web_is_read_as_one(keeper: Principal, base: BaseInfo, site: Site, tmp_path: Any) -> None:
    path = files.pdf(tmp_path / "a.pdf", files.text_page(["Annual leave is ten days after one year of service."]))
    site.give("/docs/handbook.pdf", path.read_bytes(), "application/pdf")
    add(keeper, base, f"{site.url}/docs/handbook.pdf")
    (document,) = documents(keeper, base)
    assert (document.name, document.newest.format, document.newest.pages) == ("handbook.pdf", "PDF", 1)


def test_a_page_without_text_says_so_and_is_no_document(keeper: Principal, base: BaseInfo, site: Site) -> None:
    site.give("/app", b"<html><body><script>x</script><div id=root></div></body></html>")
    source = add(keeper, base, f"{site.url}/app")
    assert "no text" in pages(keeper, source)[0].problem
    assert documents(keeper, base) == ()


def test_work_that_is_handed_out_twice_makes_one_document(
    keeper: Principal, base: BaseInfo, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, inside = web._parsed, False

    def parsed(content: bytes, name: str) -> Parsed:
        nonlocal inside
        if not inside:
            inside = True
            with tenant_scope(keeper.tenant_id):
                item = OutboxItem.objects.get(kind="knowledge.web")
            web.read_source(Work(item_id=item.id, tenant_id=keeper.tenant_id, payload=item.payload, attempt=1))
        return real(content, name)

    monkeypatch.setattr(web, "_parsed", parsed)
    add(keeper, base, f"{site.url}/leave")
    assert [each.newest.number for each in documents(keeper, base)] == [1]


def test_a_source_deleted_meanwhile_ends_the_reading(keeper: Principal, base: BaseInfo, site: Site) -> None:
    with tenant_scope(keeper.tenant_id):
        source = services.add_web_source(
            base_id=base.id, kind="list", addresses=[f"{site.url}/leave"], every="off", by=keeper
        )
        services.delete_web_source(source_id=source.id, by=keeper)
    run_due(keeper.tenant_id)
    assert (site.asked, documents(keeper, base)) == ([], ())


def test_what_time_left_over_goes_on_in_the_next_piece(
    keeper: Principal, base: BaseInfo, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.page("/sick", "病假", "病假须提交证明。")
    real, promised = web._promise_rest, []

    def promise(run: web.Run) -> None:
        promised.append(run.source_id)
        monkeypatch.setattr(web, "MOST_SECONDS", 600.0)
        real(run)

    monkeypatch.setattr(web, "MOST_SECONDS", -1.0)
    monkeypatch.setattr(web, "_promise_rest", promise)
    source = add(keeper, base, f"{site.url}/leave", f"{site.url}/sick")
    assert promised == [source.id]
    assert [page.state for page in pages(keeper, source)] == ["ready", "ready"]


def test_the_clerk_begins_what_is_due(keeper: Principal, base: BaseInfo, site: Site) -> None:
    source = add(keeper, base, f"{site.url}/leave")
    site.page("/leave", "年假", "入职满一年有十五天年假。", ETag='"2"')
    due = services.WebDue()
    due()
    run_due(keeper.tenant_id)
    assert documents(keeper, base)[0].newest.number == 1
    with clock.freeze(clock.now() + timedelta(days=1, minutes=1)):
        due()
        run_due(keeper.tenant_id)
    assert documents(keeper, base)[0].newest.number == 2
    assert [page.state for page in pages(keeper, source)] == ["ready"]
