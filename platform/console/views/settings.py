"""The organisation's own facts, and what each member decides for himself."""

from dataclasses import asdict

from django.http import HttpResponse
from django.utils.translation import gettext as _

from console.auth import Visit, page, require
from console.inputs.settings import TenantForm
from console.outputs import done, show
from kit.errors import HeyanError
from tenants import selectors, services


@page()
def settings(request: Visit) -> HttpResponse:
    """Everybody finds his account here; the organisation's form is the owner's."""
    form = None
    if request.principal.may("tenant.write"):
        form = TenantForm(request.POST or None, initial=asdict(request.tenant))
    if request.method == "POST":
        require(request, "tenant.write")
        if form is not None and form.is_valid():
            try:
                services.save_tenant(by=request.principal, **form.cleaned_data)
            except HeyanError as error:
                form.refuse(error)
            else:
                return done(request, _("Saved."), "settings")
    memberships = selectors.memberships(request.user.pk)
    return show(request, "settings.html", form=form, others=len(memberships) > 1)
