"""Question-and-answer pairs of a base: the list, one pair, drafts, and the threshold of direct answers."""

from collections.abc import Callable
from functools import partial
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.pairs import PairForm, ThresholdForm, TrialForm
from console.outputs import done, go_to, show, tried
from console.outputs.curves import drawn
from kit.errors import HeyanError
from kit.roles import atomic
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import PairState
from tenants.types import Principal

PER_PAGE = 50
KEEPER = "knowledge.write"


@page(KEEPER)
def pairs(request: Visit, base_id: UUID) -> HttpResponse:
    """The pairs of a base, the newest first; drafts can be approved together."""
    found = selectors.base(base_id, principal=request.principal)
    asked, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    rows = selectors.pairs(
        base_id,
        principal=request.principal,
        search=asked,
        state=cast(PairState, state) if state in ("draft", "approved") else None,
        after=_uuid(request.GET.get("after", "")),
        limit=PER_PAGE + 1,
    )
    more = rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None
    return show(request, "pairs/list.html", base=found, pairs=rows[:PER_PAGE], q=asked, state=state, more=more)


@page(KEEPER)
def new_pair(request: Visit, base_id: UUID) -> HttpResponse:
    found = selectors.base(base_id, principal=request.principal)
    form = PairForm(request.POST or None)
    if form.is_valid():
        state: PairState = "draft" if "draft" in request.POST else "approved"
        try:
            services.create_pair(base_id=base_id, **form.values(), state=state, by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("The pair is there. It is indexed in a moment."), "pairs", base_id=base_id)
    return show(request, "pairs/new.html", base=found, form=form)


@page(KEEPER)
def pair(request: Visit, pair_id: UUID) -> HttpResponse:
    """One pair with its versions; saving makes the next one."""
    found = selectors.pair(pair_id, principal=request.principal)
    form = PairForm(request.POST or None, initial=PairForm.initial_of(found))
    if form.is_valid():
        try:
            services.save_pair(pair_id=pair_id, **form.values(), seen=form.cleaned_data["seen"], by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(
                request, _("Saved. The answer before it serves until this one is indexed."), "pair", pair_id=pair_id
            )
    return show(
        request,
        "pairs/pair.html",
        base=selectors.base(found.base_id, principal=request.principal),
        pair=found,
        versions=selectors.pair_versions(pair_id, principal=request.principal),
        form=form,
    )


@require_POST
@page(KEEPER)
def approve_pair(request: Visit, pair_id: UUID) -> HttpResponse:
    """Approve the version that stands on the page."""
    seen = request.POST.get("seen", "")
    work = partial(
        services.approve_pair, pair_id=pair_id, by=request.principal, seen=int(seen) if seen.isdigit() else None
    )
    return tried(request, work, _("Approved: it may answer now."), "pair", pair_id=pair_id)


@require_POST
@page(KEEPER)
def roll_back_pair(request: Visit, pair_id: UUID, version: int) -> HttpResponse:
    work = partial(services.roll_back_pair, pair_id=pair_id, number=version, by=request.principal)
    return tried(request, work, _("Version %d is the newest again.") % version, "pair", pair_id=pair_id)


@require_POST
@page(KEEPER)
def delete_pair(request: Visit, pair_id: UUID) -> HttpResponse:
    found = selectors.pair(pair_id, principal=request.principal)
    services.delete_pair(pair_id=pair_id, by=request.principal)
    return done(request, _("The pair is deleted."), "pairs", base_id=found.base_id)


@require_POST
@page(KEEPER)
def settle_pairs(request: Visit, base_id: UUID) -> HttpResponse:
    """Approve or delete the pairs that are ticked, all or none."""
    selectors.base(base_id, principal=request.principal)
    ids = [found for each in request.POST.getlist("pair") if (found := _uuid(each))]
    if not ids:
        messages.error(request, _("Tick at least one pair."))
        return go_to(request, "pairs", base_id=base_id)
    each = services.delete_pair if "delete" in request.POST else services.approve_pair
    says = _deleted(len(ids)) if "delete" in request.POST else _approved(len(ids))
    return tried(request, partial(_settle, each, ids, request.principal), says, "pairs", base_id=base_id)


@atomic()
def _settle(each: Callable[..., object], ids: list[UUID], by: Principal) -> None:
    for pair_id in ids:
        each(pair_id=pair_id, by=by)


def _approved(count: int) -> str:
    return ngettext("%d pair is approved.", "%d pairs are approved.", count) % count


def _deleted(count: int) -> str:
    return ngettext("%d pair is deleted.", "%d pairs are deleted.", count) % count


@require_POST
@page(KEEPER)
def draft_pairs(request: Visit, document_id: UUID) -> HttpResponse:
    """Have pairs drafted from a document; they appear among the drafts of its base one by one."""
    found = selectors.document(document_id, principal=request.principal)
    try:
        writer = services.draft_pairs(document_id=document_id, by=request.principal)
    except HeyanError as error:
        messages.error(request, str(error))
        return go_to(request, "manage_document", document_id=document_id)
    says = _(
        "Passages that are questions with their answers become drafts; for the others no model that can write is there."
    )
    if writer:
        says = _("%s drafts pairs. They appear here one by one.") % writer
    return done(request, says, "pairs", base_id=found.base_id)


@page(KEEPER, scoped=False)
def direct_threshold(request: Visit, base_id: UUID) -> HttpResponse:
    """What each threshold would do to the base's own phrasings, or to the questions of a sheet; and the choice of one."""
    with tenant_scope(request.tenant.id):
        base = selectors.base(base_id, principal=request.principal)
        held = selectors.held_phrasings(base_id, principal=request.principal)
    curve, trial = None, TrialForm(request.POST if request.FILES else None, request.FILES or None)
    if trial.is_valid():
        file = trial.cleaned_data["trials"]
        try:
            curve = selectors.sheet_curve(held, selectors.read_trials(file, str(file.name)))
        except HeyanError as error:
            trial.add_error("trials", str(error))
    own = curve is None
    curve = curve or selectors.own_curve(held)
    form = ThresholdForm(
        request.POST if "threshold" in request.POST else None, initial={"threshold": base.direct_threshold}
    )
    with tenant_scope(request.tenant.id):
        if form.is_valid():
            work = partial(services.set_direct_threshold, base_id=base_id, by=request.principal, **form.cleaned_data)
            return tried(request, work, _("Saved."), "direct_threshold", base_id=base_id)
        plot = drawn(curve, base.direct_threshold)
        return show(
            request, "pairs/threshold.html", base=base, form=form, trial=trial, curve=curve, plot=plot, own=own,
            phrasings=len(held.texts),
        )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
