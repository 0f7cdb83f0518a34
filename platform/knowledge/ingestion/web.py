"""Read the pages of a web source: one that changed becomes a new version, one that is gone twice is taken out."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from audit.services import record
from kit import clock
from kit.errors import HeyanError
from kit.outbox import Work, enqueue
from kit.scoping import tenant_scope
from knowledge import events
from knowledge.adapters.robots import Robots
from knowledge.adapters.sitemap import pages_of
from knowledge.adapters.web import MARKUP, Fetched, FetchFailed, Web
from knowledge.models import WebPage, WebSource
from knowledge.parsed import Parsed, ReadFailed
from knowledge.reading import read_file
from knowledge.services.documents import add_document, add_version, delete_document, taken_in
from knowledge.services.web import KIND
from tenants.types import Principal, job_principal

DELAY = 1.0  # seconds between two pages of one site
MOST_SECONDS = 600.0  # of one piece of work; what is left goes on in the next
MISSES = 2
LONGEST_TITLE = 200
DOCTYPE = re.compile(rb"\s*<!doctype\s+html", re.I)


class Vanished(Exception):
    """The source or its page was deleted while it was being read."""


class AlreadyTaken(Exception):
    """Another worker, to whom the same work was handed, has taken this very text in."""


@dataclass(slots=True)
class Run:
    """One reading of a source."""

    work: Work
    source_id: UUID
    began: datetime
    web: Web
    robots: Robots
    ends: float
    by: Principal
    last: dict[str, float]

    def pause(self, address: str) -> None:
        """Leave the site in peace between two pages."""
        host = urlsplit(address).netloc
        wait = max(DELAY, self.robots.wait(address)) if self.web.allowed(address) else DELAY
        left = self.last.get(host, 0.0) + wait - time.monotonic()
        if left > 0:
            time.sleep(left)
        self.last[host] = time.monotonic()


def read_source(work: Work) -> None:
    """Payload: `source`, and `began`, the moment of this reading. A source that was deleted is nothing to do."""
    began = datetime.fromisoformat(work.payload["began"])
    with tenant_scope(work.tenant_id):
        source = WebSource.objects.filter(id=work.payload["source"], began_at=began).first()
    if source is None:
        return
    web = Web()
    robots = Robots(web)
    web.allowed = robots.allow
    by = job_principal(tenant_id=work.tenant_id, name="knowledge.web", scopes=frozenset({"knowledge.write"}))
    run = Run(work, source.id, began, web, robots, time.monotonic() + MOST_SECONDS, by, {})
    try:
        with work.held():
            if source.kind == "sitemap" and "part" not in work.payload:
                _take_map(run, source.address)
            if _read_pages(run):
                _end(run)
    except Vanished:
        return
    finally:
        web.close()


def _take_map(run: Run, address: str) -> None:
    """Add the pages that the sitemap lists now; those that it dropped are read as before, and leave when they are gone."""
    problem, details = "", {}
    addresses: list[str] = []
    try:
        addresses = pages_of(run.web, address)
    except FetchFailed as failure:
        problem, details = failure.code, failure.details
    with tenant_scope(run.work.tenant_id):
        rows = WebSource.objects.filter(id=run.source_id)
        if not rows.update(problem=problem, problem_details=details):
            raise Vanished
        pages = [WebPage(source_id=run.source_id, address=each) for each in addresses]
        WebPage.objects.bulk_create(pages, ignore_conflicts=True)


def _read_pages(run: Run) -> bool:
    """Read what this reading has not seen; False when time is up and the rest was promised."""
    with tenant_scope(run.work.tenant_id):
        rows = WebPage.objects.filter(source_id=run.source_id).exclude(read_at__gte=run.began).order_by("address")
        waiting = list(rows.values_list("id", flat=True))
    for page_id in waiting:
        if time.monotonic() > run.ends:
            _promise_rest(run)
            return False
        _read_page(run, page_id)
    return True


def _promise_rest(run: Run) -> None:
    part = int(run.work.payload.get("part", 0)) + 1
    with tenant_scope(run.work.tenant_id):
        enqueue(kind=KIND, payload=run.work.payload | {"part": part}, queue="offline")


def _read_page(run: Run, page_id: UUID) -> None:
    with tenant_scope(run.work.tenant_id):
        page = WebPage.objects.filter(id=page_id).first()
    if page is None:
        return
    if page.digest and page.document_id is None:
        _note(run, page_id, state="removed", problem="", problem_details={})
        return
    run.pause(page.address)
    known = {"etag": page.etag, "modified": page.modified} if page.document_id and not page.misses else {}
    try:
        fetched = run.web.fetch(page.address, **known)
        if fetched.content is None:
            _note(run, page_id, state="ready", problem="", problem_details={}, misses=0)
        else:
            _take(run, page, fetched, fetched.content)
    except AlreadyTaken:
        return
    except FetchFailed as failure:
        _missed(run, page, failure)
    except ReadFailed as failure:
        _note(run, page_id, state="failed", problem=failure.code, problem_details=failure.details, misses=0)
    except HeyanError as error:
        _note(run, page_id, state="failed", problem=error.code[:40], problem_details={}, misses=0)


def _missed(run: Run, page: WebPage, failure: FetchFailed) -> None:
    """A page that was not there twice in a row loses its document; any other failure keeps what was read before."""
    misses = page.misses + 1 if failure.code == "gone" else page.misses
    fields = {"problem": failure.code, "problem_details": failure.details, "misses": min(misses, 1000)}
    if misses < MISSES:
        _note(run, page.id, state="failed", **fields)
        return
    with tenant_scope(run.work.tenant_id):
        row = _locked(page.id)
        if row.document_id is not None:
            data = {"source": str(row.source_id), "document": str(row.document_id), "address": row.address}
            record(events.WEB_PAGE_GONE, actor=run.by.actor, data=data)
            delete_document(document_id=row.document_id, by=run.by)
        WebPage.objects.filter(id=page.id).update(
            state="gone", document=None, digest="", etag="", modified="", read_at=clock.now(), **fields
        )


def _take(run: Run, page: WebPage, fetched: Fetched, content: bytes) -> None:
    """What was read becomes a document or its next version, unless its text is what it was. Raises ReadFailed."""
    if fetched.media in MARKUP and not DOCTYPE.match(content):
        content = b"<!doctype html>\n" + content
    segment = unquote(urlsplit(page.address).path).rstrip("/").rpartition("/")[2]
    name = segment or urlsplit(page.address).hostname or "page"
    parsed = _parsed(content, name)
    name = _name(parsed.title) or name if parsed.format == "HTML" else name
    digest = _digest(parsed)
    fields: dict[str, Any] = {
        "title": name[:255], "etag": fetched.etag, "modified": fetched.modified, "digest": digest, "misses": 0,
        "state": "ready", "problem": "", "problem_details": {},
    }  # fmt: skip
    if digest == page.digest and page.document_id:
        _note(run, page.id, **fields)
        return
    tenant_id = run.work.tenant_id
    with taken_in(io.BytesIO(content), tenant_id=tenant_id) as stored, tenant_scope(tenant_id):
        row = _locked(page.id)
        if row.document_id is not None and row.digest == digest:
            raise AlreadyTaken
        if row.document_id is None:
            base_id = WebSource.objects.values_list("base_id", flat=True).get(id=row.source_id)
            row.document_id = add_document(base_id=base_id, name=name, content=stored, by=run.by).id
        else:
            add_version(document_id=row.document_id, name=name, content=stored, by=run.by)
        at = clock.now()
        WebPage.objects.filter(id=page.id).update(document=row.document_id, changed_at=at, read_at=at, **fields)


def _parsed(content: bytes, name: str) -> Parsed:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return read_file(Path(file.name), name=name)


def _digest(parsed: Parsed) -> str:
    held = hashlib.sha256(parsed.title.encode())
    for block in parsed.blocks:
        held.update("\x1f".join((*block.path, *block.header, block.text, "\x1e")).encode("utf-8", "replace"))
    return held.hexdigest()


def _name(title: str) -> str:
    """A title as the name of a document: what would part it into folders is replaced."""
    return re.sub(r"[/\\]+", "-", title).strip()[:LONGEST_TITLE]


def _locked(page_id: UUID) -> WebPage:
    row: WebPage | None = WebPage.objects.select_for_update().filter(id=page_id).first()
    if row is None:
        raise Vanished
    return row


def _note(run: Run, page_id: UUID, **fields: Any) -> None:
    with tenant_scope(run.work.tenant_id):
        WebPage.objects.filter(id=page_id).update(read_at=clock.now(), **fields)


def _end(run: Run) -> None:
    """Say how it went."""
    with tenant_scope(run.work.tenant_id):
        if not WebSource.objects.filter(id=run.source_id).update(read_at=clock.now()):
            return
        pages = WebPage.objects.filter(source_id=run.source_id)
        states = Counter(pages.values_list("state", flat=True))
        source = WebSource.objects.get(id=run.source_id)
        data = {
            "source": str(source.id),
            "address": source.address,
            "pages": sum(states.values()),
            "changed": pages.filter(changed_at__gte=run.began).count(),
            "failed": states["failed"],
            "gone": states["gone"],
        }
        record(events.WEB_SOURCE_READ, actor=run.by.actor, data=data)
