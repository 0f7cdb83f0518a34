"""API keys: made once, shown once, ended for good."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.members import KeyForm
from console.outputs import show, tried
from kit.errors import HeyanError
from tenants import selectors, services


@page("keys.write")
def keys(request: Visit) -> HttpResponse:
    return show(request, "members/keys.html", keys=selectors.keys())


@page("keys.write")
def new_key(request: Visit) -> HttpResponse:
    """The form, and after it the one page that shows the secret: never stored, never in an address."""
    form = KeyForm(request.POST or None, initial={"scopes": ["chat.ask"]})
    if form.is_valid():
        try:
            made = services.create_key(**form.values(), by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            response = show(request, "members/key_made.html", made=made, address=request.build_absolute_uri("/v1"))
            response["Cache-Control"] = "no-store"
            return response
    return show(request, "members/key_new.html", form=form)


@require_POST
@page("keys.write")
def revoke_key(request: Visit, key_id: UUID) -> HttpResponse:
    work = partial(services.revoke_key, key_id=key_id, by=request.principal)
    return tried(request, work, _("The key no longer works."), "keys")
