"""The organisation's own facts, and what each member decides for himself."""

from dataclasses import asdict
from functools import partial

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consent.selectors import allowed, current_notice
from consent.services import grant, withdraw
from consent.types import OPTIONAL, Notice, Purpose
from console.auth import Visit, page, require, subject_of
from console.inputs.settings import TenantForm
from console.outputs import done, show, tried
from kit.errors import HeyanError, NotFound
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
    memberships = selectors.memberships(selectors.signed_in(request).pk)
    return show(request, "settings.html", form=form, others=len(memberships) > 1, choices=_choices(request))


def _choices(request: Visit) -> list[tuple[Notice, bool]]:
    """The optional purposes that the organisation has published, and whether this person agreed to each."""
    subject, language = subject_of(request.principal), get_language() or ""
    found = [current_notice(purpose, language) for purpose in OPTIONAL]
    return [(notice, allowed(subject, notice.purpose)) for notice in found if notice]


@require_POST
@page()
def decide(request: Visit, purpose: str) -> HttpResponse:
    """Agree to an optional purpose, or take that back: one click each."""
    subject = subject_of(request.principal)
    notice = current_notice(_optional(purpose), get_language() or "")
    if notice is None:
        raise NotFound
    where = {"channel": "console", "address": request.META.get("REMOTE_ADDR", ""), "locale": get_language() or ""}
    if request.POST.get("agree") == "1":
        work = partial(grant, subject=subject, notice_id=notice.id, **where)
    else:
        work = partial(withdraw, subject=subject, purpose=notice.purpose, **where)
    return tried(request, work, _("Saved. It holds from now on."), "settings")


def _optional(purpose: str) -> Purpose:
    if purpose not in OPTIONAL:
        raise NotFound
    return purpose
