"""Versions of a document beside each other, going back to one, who answers for it, and files that are there already."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.care import CareForm
from console.outputs import done, go_to, show, tried
from kit.errors import NotFound
from knowledge import selectors, services
from knowledge.types import VersionInfo
from tenants.selectors import members

PER_PAGE = 100
"""Sentences of a comparison that are shown at once."""


@page("knowledge.read")
def compare(request: Visit, document_id: UUID) -> HttpResponse:
    """`?before=` and `?after=` are numbers of versions; without them, the newest and the one before it."""
    found = selectors.document(document_id, principal=request.principal)
    versions = selectors.versions(document_id, principal=request.principal)
    before, after = _chosen(request, versions)
    said = selectors.differences(document_id, before, after, principal=request.principal)
    start = _number(request, "from") or 0
    return show(
        request,
        "knowledge/compare.html",
        base=selectors.base(found.base_id, principal=request.principal),
        document=found,
        versions=versions,
        said=said,
        changes=said.changes[start : start + PER_PAGE],
        more=start + PER_PAGE if len(said.changes) > start + PER_PAGE else None,
        less=max(start - PER_PAGE, 0) if start else None,
    )


def _chosen(request: Visit, versions: tuple[VersionInfo, ...]) -> tuple[int, int]:
    """The numbers asked for, or those of the last change."""
    newest = versions[0].number
    after = _number(request, "after") or newest
    older = [each.number for each in versions if each.number < after]
    return _number(request, "before") or (older[0] if older else newest), after


def _number(request: Visit, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdigit() and len(text) < 7 else None


@require_POST
@page("knowledge.write")
def restore_version(request: Visit, document_id: UUID, version_id: UUID) -> HttpResponse:
    """Put an older version, or again a newer one, in force."""
    found = _of_document(request, document_id, version_id)
    work = partial(services.roll_back, version_id=version_id, by=request.principal)
    says = _("Version %d is in force again. Search uses it from now on.") % found.number
    return tried(request, work, says, "manage_document", document_id=document_id)


@require_POST
@page("knowledge.write")
def set_care(request: Visit, document_id: UUID) -> HttpResponse:
    selectors.document(document_id, principal=request.principal)
    form = CareForm(request.POST, members=members())
    if not form.is_valid():
        messages.error(request, _("Please choose a member and give a date."))
        return go_to(request, "manage_document", document_id=document_id)
    owner, review_on = form.values()
    work = partial(services.set_care, document_id=document_id, owner=owner, review_on=review_on, by=request.principal)
    return tried(request, work, _("Saved."), "manage_document", document_id=document_id)


@require_POST
@page("knowledge.write")
def keep_copy(request: Visit, document_id: UUID, version_id: UUID) -> HttpResponse:
    """Keep a file twice that was uploaded although it is there: `name` is what the second one is called."""
    found = _of_document(request, document_id, version_id)
    made = services.keep_copy(
        version_id=version_id, name=request.POST.get("name") or found.file_name, by=request.principal
    )
    return done(request, _("Both are kept. The second one is being read."), "base", base_id=made.base_id)


def _of_document(request: Visit, document_id: UUID, version_id: UUID) -> VersionInfo:
    """The version, if it is one of this document's and this person may read it."""
    for each in selectors.versions(document_id, principal=request.principal):
        if each.id == version_id:
            return each
    raise NotFound
