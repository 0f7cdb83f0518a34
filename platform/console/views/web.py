"""Web pages of a base: add them, see how their last reading went, read them now, delete them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.web import WebScheduleForm, WebSourceForm
from console.outputs import done, go_to, is_htmx, show, tried
from kit.errors import HeyanError
from knowledge import selectors, services

PER_PAGE = 50
EDITOR = "knowledge.write"


@page(EDITOR)
def web_sources(request: Visit, base_id: UUID) -> HttpResponse:
    base = selectors.base(base_id, principal=request.principal)
    form = WebSourceForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.add_web_source(base_id=base_id, by=request.principal, **form.values())
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("The pages are being read."), "web_source", source_id=made.id)
    rows = selectors.web_sources(base_id, principal=request.principal)
    return show(request, "knowledge/web_sources.html", base=base, form=form, rows=rows)


@page(EDITOR)
def web_source(request: Visit, source_id: UUID) -> HttpResponse:
    """`?after=` goes on after an address; the page asks again while its addresses are being read."""
    source = selectors.web_source(source_id, principal=request.principal)
    after = request.GET.get("after", "")[:2000]
    rows = selectors.web_pages(source_id, principal=request.principal, after=after, limit=PER_PAGE + 1)
    return show(
        request,
        "knowledge/_web_pages.html" if is_htmx(request) else "knowledge/web_source.html",
        base=selectors.base(source.base_id, principal=request.principal),
        source=source,
        rows=rows[:PER_PAGE],
        after=after,
        more=rows[PER_PAGE - 1].address if len(rows) > PER_PAGE else "",
        form=WebScheduleForm(initial={"every": source.every}),
    )


@require_POST
@page(EDITOR)
def read_web_source(request: Visit, source_id: UUID) -> HttpResponse:
    selectors.web_source(source_id, principal=request.principal)
    work = partial(services.read_web_source, source_id=source_id, by=request.principal)
    return tried(request, work, _("The pages are being read."), "web_source", source_id=source_id)


@require_POST
@page(EDITOR)
def set_web_schedule(request: Visit, source_id: UUID) -> HttpResponse:
    selectors.web_source(source_id, principal=request.principal)
    form = WebScheduleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose how often."))
        return go_to(request, "web_source", source_id=source_id)
    services.set_web_schedule(source_id=source_id, every=form.cleaned_data["every"], by=request.principal)
    return done(request, _("Saved."), "web_source", source_id=source_id)


@require_POST
@page(EDITOR)
def delete_web_source(request: Visit, source_id: UUID) -> HttpResponse:
    source = selectors.web_source(source_id, principal=request.principal)
    services.delete_web_source(source_id=source_id, by=request.principal)
    return done(request, _("The web pages are deleted."), "web_sources", base_id=source.base_id)
