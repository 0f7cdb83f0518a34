"""The editors' list: questions that were not answered well, and what to do about each."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import selectors as chat
from console.auth import Visit, page
from console.inputs.desk import DraftForm, RefusalForm
from console.outputs import done, go_to, show, tried
from desk import selectors, services
from desk.drafting import propose
from desk.selectors.drafts import source_from
from desk.trials import try_again
from desk.types import LISTED, ClusterInfo, ClusterView, DraftInfo, State
from kit.errors import HeyanError, NotFound
from kit.scoping import tenant_scope
from knowledge import selectors as knowledge
from knowledge.types import Passage

TABS: dict[str, tuple[State, ...]] = {
    "open": LISTED,
    "waiting": ("waiting",),
    "counted": ("counted",),
    "answered": ("answered",),
    "settled": ("refuse", "off_topic"),
}


@page("knowledge.write")
def clusters(request: Visit) -> HttpResponse:
    """What waits for an editor, most asked and latest first; filters stand in the address."""
    tab = request.GET.get("show", "open")
    states = TABS.get(tab, LISTED)
    bots = chat.bots()
    bot = next((each for each in bots if each.slug == request.GET.get("bot", "")), None)
    found = selectors.clusters(states=states, bot_id=bot.id if bot else None)
    failing = sum(each.passing is False for each in selectors.cases())
    return show(request, "clusters/list.html", page=found, tab=tab, tabs=TABS, bots=bots, bot=bot, failing=failing)


@page("knowledge.write")
def cluster(request: Visit, cluster_id: UUID) -> HttpResponse:
    """A question with how it was asked, what was answered, what was found, and the answer that is being written."""
    view = selectors.cluster_view(cluster_id, reader=request.principal)
    return _desk(request, view, _form(request, view, initial=_initial(view)))


def _desk(request: Visit, view: ClusterView, form: DraftForm, **context: Any) -> HttpResponse:
    waiting = next((each for each in view.drafts if each.state == "waiting"), None)
    return show(
        request,
        "clusters/cluster.html",
        view=view,
        form=form,
        waiting=waiting,
        may_approve=waiting is not None and _may_approve(request, waiting),
        refusal=RefusalForm(initial={"question": view.info.wording}),
        **context,
    )


def _may_approve(request: Visit, draft: DraftInfo) -> bool:
    return draft.by != request.principal.actor or services.approves_alone(request.principal)


def _initial(view: ClusterView) -> dict[str, Any]:
    """What was written last, else the wordings and a correction that an operator left."""
    last = next(iter(view.drafts), None)
    if last is not None and last.state != "approved":
        return {
            "questions": "\n".join(last.questions),
            "answer": last.answer,
            "base": str(last.base_id),
            "source": last.source.get("passage_id", ""),
            "origin": last.origin,
        }
    wordings = dict.fromkeys([view.info.wording, *(each.question for each in view.asked)])
    corrected = next((each.correction for each in view.asked if each.correction), "")
    return {"questions": "\n".join(list(wordings)[:5]), "answer": corrected, "origin": "person"}


def _form(request: Visit, view: ClusterView, **arguments: Any) -> DraftForm:
    form = DraftForm(**arguments)
    form.offer("base", [(str(each.id), each.name) for each in _bases(request, view.info)])
    form.offer("source", [("", _("No passage")), *_places(view.passages, view.drafts).items()])
    return form


def _bases(request: Visit, info: ClusterInfo) -> list[Any]:
    used = chat.bot_by_id(info.bot_id).settings.base_ids
    return [each for each in knowledge.bases(request.principal) if each.id in used]


def _places(passages: Iterable[Passage], drafts: Iterable[DraftInfo]) -> dict[str, str]:
    """Where a draft may rest: what was found, and what an earlier draft rested on."""
    named = {str(each.id): _place(each.document, each.page, each.path) for each in passages}
    kept = (each.source for each in drafts if each.source)
    return {each["passage_id"]: _place(each["document"], each.get("page"), "") for each in kept} | named


def _place(document: str, page: int | None, path: str) -> str:
    where = _("%(document)s, page %(page)s") % {"document": document, "page": page} if page else document
    return f"{where} · {path}"[:90] if path else where


@require_POST
@page("knowledge.write", scoped=False)
def propose_answer(request: Visit, cluster_id: UUID) -> HttpResponse:
    """A text to mend, from a model that may write it or from the best passage."""
    proposal = async_to_sync(propose)(cluster_id=cluster_id, by=request.principal)
    with tenant_scope(request.tenant.id):
        view = selectors.cluster_view(cluster_id, reader=request.principal)
        initial = _initial(view) | {
            "answer": proposal.answer,
            "origin": proposal.origin,
            "source": proposal.source["passage_id"],
        }
        if questions := request.POST.get("questions", "").strip():
            initial["questions"] = questions
        form = DraftForm(initial=initial)
        places = {proposal.source["passage_id"]: _place(proposal.source["document"], proposal.source["page"], "")}
        form.offer("base", [(str(each.id), each.name) for each in _bases(request, view.info)])
        form.offer("source", [("", _("No passage")), *(places | _places(view.passages, view.drafts)).items()])
        return show(request, "clusters/_form.html", view=view, form=form, proposal=proposal)


@require_POST
@page("knowledge.write", scoped=False)
def try_cluster(request: Visit, cluster_id: UUID) -> HttpResponse:
    """The same question through the whole pipeline, with the unsaved pair; the old answer beside the new one."""
    with tenant_scope(request.tenant.id):
        view = selectors.cluster_view(cluster_id, reader=request.principal)
        form = _bound(request, view)
        valid = form.is_valid()
    if not valid:
        return show(request, "clusters/_tried.html", view=view, form=form, trial=None)
    trial = async_to_sync(try_again)(
        cluster_id=cluster_id,
        questions=form.asked(),
        answer=form.cleaned_data["answer"],
        base_id=form.base_id(),
        by=request.principal,
    )
    with tenant_scope(request.tenant.id):
        return show(request, "clusters/_tried.html", view=view, form=form, trial=trial, label=trial.closed.label.text)


def _bound(request: Visit, view: ClusterView) -> DraftForm:
    """The form as it was sent; a source that was proposed since is taken if it may be read."""
    form = _form(request, view, data=request.POST)
    places = _places(view.passages, view.drafts)
    if (chosen := _source(request)) is not None:
        places[str(chosen.id)] = chosen.document
    form.offer("source", [("", ""), *places.items()])
    return form


def _source(request: Visit) -> Passage | None:
    """The passage that the form names, if there is one that this person may read."""
    try:
        return knowledge.passage(UUID(request.POST.get("source", "")), principal=request.principal)
    except (ValueError, NotFound):
        return None


@require_POST
@page("knowledge.write")
def save_draft(request: Visit, cluster_id: UUID) -> HttpResponse:
    """Keep the answer; it waits for another person."""
    view = selectors.cluster_view(cluster_id, reader=request.principal)
    form = _bound(request, view)
    if form.is_valid():
        source = _source(request)
        try:
            services.save_draft(
                cluster_id=cluster_id,
                questions=form.asked(),
                answer=form.cleaned_data["answer"],
                base_id=form.base_id(),
                by=request.principal,
                source=source_from(source) if source else None,
                origin=form.cleaned_data["origin"] or "person",
            )
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("Saved. It waits for approval."), "cluster", cluster_id=cluster_id)
    return _desk(request, view, form)


@require_POST
@page("knowledge.write")
def approve_draft(request: Visit, draft_id: UUID) -> HttpResponse:
    draft = selectors.draft(draft_id)
    work = partial(services.approve_draft, draft_id=draft_id, by=request.principal)
    says = _("Approved. It answers as soon as it is indexed, and is kept as a regression case.")
    return tried(request, work, says, "cluster", cluster_id=draft.cluster_id)


@require_POST
@page("knowledge.write")
def return_draft(request: Visit, draft_id: UUID) -> HttpResponse:
    draft = selectors.draft(draft_id)
    note = request.POST.get("note", "")
    work = partial(services.return_draft, draft_id=draft_id, by=request.principal, note=note)
    return tried(request, work, _("Sent back."), "cluster", cluster_id=draft.cluster_id)


@require_POST
@page("knowledge.write")
def settle_cluster(request: Visit, cluster_id: UUID) -> HttpResponse:
    """Nobody's topic here, or back on the list."""
    state: State = "open" if "open" in request.POST else "off_topic"
    work = partial(services.settle_cluster, cluster_id=cluster_id, state=state, by=request.principal)
    return tried(request, work, _("Saved."), "cluster", cluster_id=cluster_id)


@require_POST
@page("knowledge.write")
def refuse_cluster(request: Visit, cluster_id: UUID) -> HttpResponse:
    """This has to go unanswered, which a regression case watches from now on."""
    info = selectors.cluster(cluster_id)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return go_to(request, "cluster", cluster_id=cluster_id)

    def work() -> None:
        services.settle_cluster(cluster_id=cluster_id, state="refuse", by=request.principal)
        services.add_case(
            bot_id=info.bot_id,
            question=form.cleaned_data["question"],
            expects="outcome",
            expected={"outcomes": ["not_in_material", "refused"]},
            cluster_id=cluster_id,
            by=request.principal,
        )

    return tried(request, work, _("Kept as a case that has to be refused."), "cluster", cluster_id=cluster_id)
