"""The tenant's own words: what they mean, and which mean the same."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from console.auth import Visit, page, require
from console.inputs.knowledge import GlossaryForm
from console.outputs import done, go_to, show, tried
from kit.errors import HeyanError
from knowledge import selectors, services
from knowledge.services.glossary import MOST_BYTES


@page("knowledge.read")
def glossary(request: Visit) -> HttpResponse:
    """The list, and beside it the form for a new entry and the upload of a file."""
    form = GlossaryForm(request.POST or None)
    if request.method == "POST":
        require(request, "knowledge.write")
        if form.is_valid():
            try:
                services.add_glossary_entry(**form.values(), by=request.principal)
            except HeyanError as error:
                form.refuse(error)
            else:
                return done(request, _("Saved."), "glossary")
    return show(request, "knowledge/glossary.html", entries=selectors.glossary(), form=form)


@require_POST
@page("knowledge.write")
def import_glossary(request: Visit) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file."))
        return go_to(request, "glossary")
    try:
        taken = services.import_glossary(content=file.read(MOST_BYTES + 1), by=request.principal)
    except HeyanError as error:
        messages.error(request, str(error))
        return go_to(request, "glossary")
    says = ngettext("%d entry was taken in.", "%d entries were taken in.", taken) % taken
    return done(request, says, "glossary")


@require_POST
@page("knowledge.write")
def remove_glossary_entry(request: Visit, glossary_entry_id: UUID) -> HttpResponse:
    work = partial(services.remove_glossary_entry, entry_id=glossary_entry_id, by=request.principal)
    return tried(request, work, _("The word is no longer in the glossary."), "glossary")
