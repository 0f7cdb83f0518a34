"""Documents of a base that repeat or contradict each other, side by side, and what is decided about them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.care import ScopeForm, SupersedeForm
from console.outputs import go_to, show, tried
from knowledge import selectors, services
from tenants.selectors import attributes, members

PER_PAGE = 20


@page("knowledge.write")
def overlaps(request: Visit, base_id: UUID) -> HttpResponse:
    """`?decided=1` shows what was decided, which can be taken back."""
    base = selectors.base(base_id, principal=request.principal)
    decided = bool(request.GET.get("decided"))
    rows = selectors.overlaps(
        principal=request.principal,
        base_id=base_id,
        decided=decided,
        after=_uuid(request.GET.get("after", "")),
        limit=PER_PAGE + 1,
    )
    people = members()
    return show(
        request,
        "knowledge/overlaps.html",
        base=base,
        decided=decided,
        rows=rows[:PER_PAGE],
        more=rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None,
        owners={each.id: each.name for each in people},
        actors={f"member:{each.id}": each.name for each in people},
        attributes=attributes(),
    )


@require_POST
@page("knowledge.write")
def keep_overlap(request: Visit, base_id: UUID, overlap_id: UUID) -> HttpResponse:
    work = partial(services.keep_both, overlap_id=overlap_id, by=request.principal)
    return _decided(request, base_id, overlap_id, work, _("Both are kept; these texts are not asked about again."))


@require_POST
@page("knowledge.write")
def supersede_overlap(request: Visit, base_id: UUID, overlap_id: UUID) -> HttpResponse:
    _own(request, base_id, overlap_id)
    form = SupersedeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose what no longer holds."))
        return go_to(request, "overlaps", base_id=base_id)
    work = partial(services.supersede, overlap_id=overlap_id, by=request.principal, **form.cleaned_data)
    return _decided(request, base_id, overlap_id, work, _("What no longer holds is out of search."))


@require_POST
@page("knowledge.write")
def scope_overlap(request: Visit, base_id: UUID, overlap_id: UUID) -> HttpResponse:
    _own(request, base_id, overlap_id)
    form = ScopeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for each in form.errors.values() for error in each))
        return go_to(request, "overlaps", base_id=base_id)
    said = {name: value for name, value in form.cleaned_data.items() if value}
    work = partial(services.scope_overlap, overlap_id=overlap_id, by=request.principal, **said)
    return _decided(request, base_id, overlap_id, work, _("Each passage is for its own people now."))


@require_POST
@page("knowledge.write")
def reopen_overlap(request: Visit, base_id: UUID, overlap_id: UUID) -> HttpResponse:
    work = partial(services.reopen_overlap, overlap_id=overlap_id, by=request.principal)
    return _decided(request, base_id, overlap_id, work, _("The decision is taken back."))


def _decided(request: Visit, base_id: UUID, overlap_id: UUID, work: Callable[[], Any], says: str) -> HttpResponse:
    _own(request, base_id, overlap_id)
    return tried(request, work, says, "overlaps", base_id=base_id)


def _own(request: Visit, base_id: UUID, overlap_id: UUID) -> None:
    """Whoever may not see it hears nothing of it, not even what was wrong with his form."""
    selectors.base(base_id, principal=request.principal)
    selectors.overlap(overlap_id, principal=request.principal)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
