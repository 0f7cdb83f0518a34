"""How a document is found and by whom: its tags, and who may read it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from console.auth import Visit, page
from console.inputs.knowledge import ReachForm
from console.outputs import done, show
from kit.errors import HeyanError
from knowledge import selectors, services
from tenants.selectors import groups


@page("knowledge.write")
def reach(request: Visit, document_id: UUID) -> HttpResponse:
    found = selectors.document(document_id, principal=request.principal)
    form = ReachForm(request.POST or None, groups=groups(), initial=ReachForm.initial_of(found))
    if form.is_valid():
        try:
            _save(form, document_id, request)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("Saved."), "manage_document", document_id=document_id)
    base = selectors.base(found.base_id, principal=request.principal)
    return show(request, "knowledge/reach.html", base=base, document=found, form=form)


def _save(form: ReachForm, document_id: UUID, request: Visit) -> None:
    tags, chosen = form.values()
    services.set_tags(document_id=document_id, tags=tags, by=request.principal)
    services.set_document_access(document_id=document_id, groups=chosen, by=request.principal)
