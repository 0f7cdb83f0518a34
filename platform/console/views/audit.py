"""The audit log, the verification of its chain, and the evidence of one turn."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit import selectors, services
from audit.types import EntryView, Filters, Page, Unmasked, events
from chat.errors import TurnNotFound
from chat.selectors import turn_record
from chat.types import TurnRecord
from console.auth import Visit, page, require
from console.inputs.compliance import AuditForm, ReasonForm
from console.outputs import show
from kit.errors import HeyanError


@page("audit.read", "consent.write", "moderation.read")
def compliance(request: Visit) -> HttpResponse:
    """The first part of compliance that this person may see."""
    may = request.principal.may
    return redirect("console:audit" if may("audit.read") else "console:moderation")


@page("audit.read")
def audit(request: Visit) -> HttpResponse:
    """Who did what, by pseudonym, newest first."""
    form = AuditForm(request.GET or None, names=tuple(event.name for event in events()))
    wanted = Filters() if not form.is_bound else (form.filters() if form.is_valid() else None)
    found = _entries(form, wanted) if wanted else Page(entries=(), next="")
    query = request.GET.copy()
    query.pop("cursor", None)
    return show(request, "compliance/audit.html", form=form, page=found, query=query.urlencode())


def _entries(form: AuditForm, wanted: Filters) -> Page:
    try:
        return selectors.entries(wanted)
    except ValueError:
        form.add_error(None, _("This page of the log no longer exists. Please begin again."))
        return Page(entries=(), next="")


@require_POST
@page("audit.verify")
def verify(request: Visit) -> HttpResponse:
    """Recompute the chain of the tenant, as far as it is sealed."""
    result = selectors.verify(request.principal.tenant_id)
    return show(request, "compliance/verified.html", result=result)


@page("audit.read")
def turn(request: Visit, turn_id: UUID) -> HttpResponse:
    """What one answer rests on. Its words are shown to who may unmask, gives a reason, and is recorded for it."""
    entries = selectors.turn_evidence(turn_id)
    form = ReasonForm(request.POST or None)
    seen = _unmasked(request, entries, form) if request.method == "POST" else None
    return show(
        request,
        "compliance/turn.html",
        turn=_record(turn_id, entries, texts=seen is not None),
        entries=entries,
        form=form,
        seen=seen,
    )


def _record(turn_id: UUID, entries: tuple[EntryView, ...], *, texts: bool) -> TurnRecord | None:
    """The record without its words, or nothing where only the trail is left."""
    try:
        return turn_record(turn_id, texts=texts)
    except TurnNotFound:
        if not entries:
            raise
        return None


def _unmasked(request: Visit, entries: tuple[EntryView, ...], form: ReasonForm) -> Unmasked | None:
    require(request, "audit.unmask")
    opening = next((each for each in entries if each.phase == "opened"), None)
    if opening is None or not form.is_valid():
        return None
    try:
        return services.unmask(entry_id=opening.id, reason=form.cleaned_data["reason"], by=request.principal)
    except HeyanError as error:
        form.refuse(error)
        return None
