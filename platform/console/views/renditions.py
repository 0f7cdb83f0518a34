"""Summaries and translations of a document: ask for one, see it grow, take it along."""

from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import selectors, services
from chat.types import Rendition, RenditionPart
from console.auth import Visit, page, subject_of
from console.inputs.renditions import RenditionForm
from console.outputs import go_to, is_htmx, show, tried, words
from console.outputs.answers import answer_html, citation_address
from kit.errors import HeyanError
from knowledge import selectors as knowledge
from knowledge.types import DocumentInfo, VersionInfo

MOST_OTHERS = 300
"""Documents that are offered for a comparison, the newest first."""

FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


@page("chat.ask", "knowledge.read")
def renditions(request: Visit, document_id: UUID) -> HttpResponse:
    """One's own of a document, beside the form that asks for another; of the version in force."""
    subject = subject_of(request.principal)
    version = _current(request, document_id)
    document = knowledge.document(document_id, principal=request.principal)
    form = _form(request, document)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            made = services.ask_rendition(
                version_id=version.id,
                kind=asked["kind"],
                language=asked["language"],
                other_id=_current(request, UUID(asked["other"])).id if asked["kind"] == "comparison" else None,
                subject=subject,
                by=request.principal,
            )
        except HeyanError as error:
            form.refuse(error)
        else:
            return go_to(request, "rendition", rendition_id=made.id)
    held = selectors.renditions(document_id, subject=subject, principal=request.principal)
    return show(request, "renditions/list.html", document=document, version=version, form=form, renditions=held)


def _form(request: Visit, document: DocumentInfo) -> RenditionForm:
    others = knowledge.documents(document.base_id, principal=request.principal, limit=MOST_OTHERS)
    ready = [each for each in others if each.version and each.id != document.id]
    return RenditionForm(request.POST or None, initial={"language": get_language() or "zh-hans"}, others=ready)


def _current(request: Visit, document_id: UUID) -> VersionInfo:
    """The version in force, or the newest."""
    versions = knowledge.versions(document_id, principal=request.principal)
    return next((each for each in versions if each.current), versions[0])


@page("chat.ask", "knowledge.read")
def rendition(request: Visit, rendition_id: UUID) -> HttpResponse:
    made = _own(request, rendition_id)
    template = "renditions/_rendition.html" if is_htmx(request) else "renditions/rendition.html"
    return show(request, template, made=made, blocks=list(_blocks(made)))


@page("chat.ask", "knowledge.read")
def rendition_download(request: Visit, rendition_id: UUID, kind: str) -> HttpResponse:
    """As a file, with the label in it."""
    made = _own(request, rendition_id)
    content = selectors.rendition_file(made, kind)
    name = f"{made.document.rsplit('.', 1)[0]} – {words.RENDITION_KINDS[made.kind]}.{kind}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=FILES[kind], headers=headers)


@require_POST
@page("chat.ask", "knowledge.read")
def delete_rendition(request: Visit, rendition_id: UUID) -> HttpResponse:
    made = _own(request, rendition_id)
    subject = subject_of(request.principal)
    work = partial(services.delete_rendition, rendition_id=rendition_id, subject=subject, by=request.principal)
    return tried(request, work, _("It is deleted."), "renditions", document_id=made.document_id)


def _blocks(made: Rendition) -> Iterator[dict[str, Any]]:
    """Tables with their rows, and everything else one by one."""
    for table, parts in selectors.grouped(made):
        if table is not None:
            yield {"rows": [(part, _cells(part)) for part in parts]}
            continue
        for part in parts:
            yield {
                "part": part,
                "heading": selectors.heading_text(part),
                "html": answer_html(part.text, part.citations) if part.citations else None,
            }


def _cells(part: RenditionPart) -> list[tuple[str, str]]:
    """Each cell with the address of its place, where it was taken from one."""
    places = [citation_address(each) for each in part.citations]
    return list(zip_longest(part.cells, places, fillvalue=""))


def _own(request: Visit, rendition_id: UUID) -> Rendition:
    return selectors.rendition(rendition_id, subject=subject_of(request.principal), principal=request.principal)
