"""A document opened at a place: the page as an image with its marks, or clean text where there are no pages."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from console.auth import Visit, admit, page
from console.outputs import failed, is_htmx, show
from kit.database import run_plain
from kit.errors import HeyanError, Unavailable
from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.errors import DocumentNotFound, PageWithheld
from knowledge.types import PageSource, Passage, VersionInfo

READ_BEFORE, READ_AT_ONCE = 6, 30
PIECE = 256 * 1024
SCALES = {"1": 1.0, "2": 2.0}


@page("chat.ask", "knowledge.read")
def document(request: Visit, document_id: UUID) -> HttpResponse:
    """`?version=`, `?page=` and `?passage=` say where; without them, the version in force from its beginning."""
    versions = selectors.versions(document_id, principal=request.principal)
    marked = _marked(request, document_id)
    version = _chosen(versions, request.GET.get("version", ""), marked)
    context = _page(request, version, marked) if version.drawn else None
    context = context or _text(request, version, marked)
    template = "documents/_viewer.html" if is_htmx(request) else "documents/viewer.html"
    found = selectors.document(document_id, principal=request.principal)
    newer = next((each for each in versions if each.current and each.id != version.id), None)
    live = selectors.live_address(found.id)
    return show(request, template, document=found, version=version, newer=newer, marked=marked, live=live, **context)


def _marked(request: Visit, document_id: UUID) -> Passage | None:
    try:
        found = selectors.passage(UUID(request.GET.get("passage", "")), principal=request.principal)
    except ValueError:
        return None
    return found if found.document_id == document_id else None


def _chosen(versions: tuple[VersionInfo, ...], wanted: str, marked: Passage | None) -> VersionInfo:
    """The version of the mark, the one asked for, the one in force, or the newest."""
    name = str(marked.version_id) if marked else wanted
    asked = [each for each in versions if str(each.id) == name]
    if name and not asked:
        raise DocumentNotFound
    return (asked or [each for each in versions if each.current] or list(versions))[0]


def _page(request: Visit, version: VersionInfo, marked: Passage | None) -> dict[str, Any]:
    number = request.GET.get("page", "")
    first = marked.page if marked and marked.page else 1
    here = min(max(int(number) if number.isdigit() and len(number) < 6 else first, 1), version.pages or 1)
    texts = selectors.page_passages(version.id, here, principal=request.principal)
    return {
        "page": here,
        "pictured": _pictured(request, version, here),
        "box": marked.box if marked and marked.page == here else None,
        "texts": texts,
        "before": here - 1 if here > 1 else None,
        "after": here + 1 if here < (version.pages or 1) else None,
    }


def _pictured(request: Visit, version: VersionInfo, here: int) -> bool:
    """May the page be drawn? Where it may not, what may be read of it is shown as text."""
    try:
        selectors.page_source(version.id, here, principal=request.principal)
    except PageWithheld:
        return False
    return True


def _text(request: Visit, version: VersionInfo, marked: Passage | None) -> dict[str, Any]:
    """Some passages around the mark, or from `?from=` on."""
    start = request.GET.get("from", "")
    first = (
        int(start) if start.isdigit() and len(start) < 9 else max((marked.ordinal if marked else 0) - READ_BEFORE, 0)
    )
    texts = selectors.version_passages(version.id, principal=request.principal, after=first - 1, limit=READ_AT_ONCE)
    full = len(texts) == READ_AT_ONCE
    return {
        "texts": texts,
        "before": max(first - READ_AT_ONCE, 0) if first > 0 else None,
        "after": texts[-1].ordinal + 1 if full else None,
        "first": first,
    }


async def page_image(request: HttpRequest, version_id: UUID, number: int) -> HttpResponse:
    """One page as JPEG. Rights are looked at first, also where the browser has the picture already."""
    scale = SCALES.get(request.GET.get("scale", "1"), 1.0)
    tag = quote_etag(hashlib.sha256(f"{version_id}/{number}/{scale}".encode()).hexdigest()[:32])
    try:
        source = await run_plain(_source, request, version_id, number)
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(await selectors.picture(source, scale=scale), content_type="image/jpeg")
    except HeyanError as error:
        return await run_plain(failed, request, error)
    except OperationalError:
        return await run_plain(failed, request, Unavailable())
    response["ETag"] = tag
    patch_cache_control(response, private=True, max_age=300)
    return response


page_image.permissions = ("chat.ask", "knowledge.read")  # type: ignore[attr-defined]  # read by the table of doors


def _source(request: HttpRequest, version_id: UUID, number: int) -> PageSource:
    visit = admit(request, "chat.ask", "knowledge.read")
    with tenant_scope(visit.principal.tenant_id):
        return selectors.page_source(version_id, number, principal=visit.principal)


@page("knowledge.read")
def original(request: Visit, version_id: UUID) -> HttpResponseBase:
    """The uploaded file itself, always as a download: it is never shown as a page of this site."""
    version = selectors.version(version_id, principal=request.principal)
    file = selectors.open_file(version_id, principal=request.principal)
    response = StreamingHttpResponse(_pieces(file), content_type="application/octet-stream")
    response["Content-Length"] = str(version.size)
    response["Content-Disposition"] = content_disposition_header(True, version.file_name) or "attachment"
    return response


async def _pieces(file: "File[bytes]") -> AsyncIterator[bytes]:
    """The file piece by piece, so that a large one is never in memory as a whole."""
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
