"""Summaries and translations of a document: ask for one, see it grow, take it along."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import selectors, services
from chat.renditions.files import grouped, rendition_file
from chat.types import Rendition
from console.auth import Visit, page, subject_of
from console.inputs.renditions import RenditionForm
from console.outputs import go_to, is_htmx, show, tried
from console.outputs.answers import answer_html
from kit.errors import HeyanError
from knowledge import selectors as knowledge

FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


@page("chat.ask", "knowledge.read")
def renditions(request: Visit, document_id: UUID) -> HttpResponse:
    """One's own of a document, beside the form that asks for another; of the version in force."""
    subject = subject_of(request.principal)
    versions = knowledge.versions(document_id, principal=request.principal)
    version = next((each for each in versions if each.current), versions[0])
    form = RenditionForm(request.POST or None, initial={"language": get_language() or "zh-hans"})
    if form.is_valid():
        try:
            made = services.ask_rendition(
                version_id=version.id, subject=subject, by=request.principal, **form.cleaned_data
            )
        except HeyanError as error:
            form.refuse(error)
        else:
            return go_to(request, "rendition", rendition_id=made.id)
    held = selectors.renditions(document_id, subject=subject, principal=request.principal)
    document = knowledge.document(document_id, principal=request.principal)
    return show(request, "renditions/list.html", document=document, version=version, form=form, renditions=held)


@page("chat.ask", "knowledge.read")
def rendition(request: Visit, rendition_id: UUID) -> HttpResponse:
    made = _own(request, rendition_id)
    template = "renditions/_rendition.html" if is_htmx(request) else "renditions/rendition.html"
    return show(request, template, made=made, blocks=list(_blocks(made)))


@page("chat.ask", "knowledge.read")
def rendition_download(request: Visit, rendition_id: UUID, kind: str) -> HttpResponse:
    """As a file, with the label in it."""
    made = _own(request, rendition_id)
    content = rendition_file(made, kind)
    name = f"{made.document.rsplit('.', 1)[0]} – {_('Summary') if made.kind == 'summary' else _('Translation')}.{kind}"
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
    for table, parts in grouped(made.parts):
        if table is not None:
            yield {"rows": list(parts)}
            continue
        for part in parts:
            yield {"part": part, "html": answer_html(part.text, part.citations) if part.citations else None}


def _own(request: Visit, rendition_id: UUID) -> Rendition:
    return selectors.rendition(rendition_id, subject=subject_of(request.principal), principal=request.principal)
