"""Knowledge bases: the list, their settings, and the hit test."""

from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.knowledge import BaseForm
from console.outputs import done, is_htmx, show, tried
from kit.errors import HeyanError
from knowledge import selectors, services
from moderation.selectors import screen_for
from tenants.selectors import groups

FOUND = 10


@page("knowledge.read")
def bases(request: Visit) -> HttpResponse:
    names = {group.id: group.name for group in groups()}
    return show(request, "knowledge/bases.html", bases=selectors.bases(request.principal), groups=names)


@page("knowledge.write")
def new_base(request: Visit) -> HttpResponse:
    form = BaseForm(request.POST or None, groups=groups(), new=True, initial={"language": request.tenant.language})
    if form.is_valid():
        try:
            made = services.create_base(**form.values(), by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("The base is there. Upload its first documents."), "base", base_id=made.id)
    return show(request, "knowledge/base_new.html", form=form)


@page("knowledge.write")
def base_settings(request: Visit, base_id: UUID) -> HttpResponse:
    base = selectors.base(base_id, principal=request.principal)
    initial = asdict(base) | {"groups": [str(group) for group in base.groups]}
    form = BaseForm(request.POST or None, groups=groups(), new=False, initial=initial)
    if form.is_valid():
        try:
            services.save_base(base_id=base_id, **form.values(), by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("Saved."), "base_settings", base_id=base_id)
    return show(request, "knowledge/base_settings.html", base=base, form=form)


@require_POST
@page("knowledge.write")
def delete_base(request: Visit, base_id: UUID) -> HttpResponse:
    selectors.base(base_id, principal=request.principal)
    work = partial(services.delete_base, base_id=base_id, by=request.principal)
    return tried(request, work, _("The base and its documents are deleted."), "bases")


@page("knowledge.read")
def hit_test(request: Visit, base_id: UUID) -> HttpResponse:
    """What search finds for a question, as the default policy lets it be seen, with the figures behind the order."""
    base = selectors.base(base_id, principal=request.principal)
    question = request.GET.get("q", "").strip()
    found = selectors.search(question=question, base_ids=[base_id], principal=request.principal, limit=FOUND)
    shown = selectors.shown(found, screen=screen_for(None, side="output"))
    template = "knowledge/_hits.html" if is_htmx(request) else "knowledge/hit_test.html"
    return show(request, template, base=base, q=question, found=shown.passages, withheld=shown.withheld)
