"""Documents of a base: upload, the way through ingestion, versions, validity, passages, deletion."""

from contextlib import AbstractContextManager
from functools import partial
from typing import BinaryIO, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.care import CareForm
from console.inputs.knowledge import ValidityForm, VersionForm, days_of
from console.outputs import done, go, go_to, show, tried, with_message
from console.outputs.stages import steps_of
from console.outputs.words import STANDINGS
from kit.errors import HeyanError
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import SameFile
from knowledge.types import DocumentInfo, Standing, Stored, VersionInfo
from tenants.selectors import members

PER_PAGE = 50
PAIR = "pair"
"""The format of a version that is no file: question and answer have a page of their own."""
MOST_SAME = 5
"""Files of one upload that are there already and are asked about one by one."""
MOST_SAID = 10  # files left out of an archive that are named


@page("knowledge.read")
def base(request: Visit, base_id: UUID) -> HttpResponse:
    """The documents of a base, the newest first, each with its stages."""
    found = selectors.base(base_id, principal=request.principal)
    after, wanted = _uuid(request.GET.get("after", "")), request.GET.get("show", "")
    rows = _listed(request, base_id, wanted, after)
    return show(
        request,
        "knowledge/base.html",
        base=found,
        rows=[(each, steps_of(each.newest)) for each in rows[:PER_PAGE]],
        more=rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None,
        limit_mb=settings.UPLOAD_LIMIT_MB,
        wanted=wanted if wanted in STANDINGS else "",
        standings=_standings(request, base_id),
        same=_same_files(request),
        days=timezone.localdate(),
    )


def _listed(request: Visit, base_id: UUID, wanted: str, after: UUID | None) -> tuple[DocumentInfo, ...]:
    limit = PER_PAGE + 1
    if wanted in STANDINGS:
        return selectors.documents_standing(
            base_id, cast("Standing", wanted), principal=request.principal, after=after, limit=limit
        )
    return selectors.documents(base_id, principal=request.principal, after=after, limit=limit)


def _standings(request: Visit, base_id: UUID) -> list[tuple[str, str, int]]:
    """Code, words and number of the documents that need somebody; only for those who could do something about it."""
    if not request.principal.may("knowledge.write"):
        return []
    counts = selectors.count_standing(principal=request.principal, base_id=base_id)
    return [(code, str(STANDINGS[code]), count) for code, count in counts.items() if count]


def _same_files(request: Visit) -> list[tuple[VersionInfo, DocumentInfo, str]]:
    """The files that were not taken since they are there: where, and what they were called."""
    found = []
    for version_id, name in zip(request.GET.getlist("same")[:MOST_SAME], request.GET.getlist("name"), strict=False):
        if (wanted := _uuid(version_id)) is not None:
            version = selectors.version(wanted, principal=request.principal)
            found.append((version, selectors.document(version.document_id, principal=request.principal), name))
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@page("knowledge.write", scoped=False)
def upload(request: Visit, base_id: UUID) -> HttpResponse:
    """Take in one or several files and archives; one of a known name becomes that document's next version."""
    with tenant_scope(request.tenant.id):
        selectors.base(base_id, principal=request.principal)
    files = request.FILES.getlist("files")
    taken, same = 0, []
    for file in files:
        try:
            taken += _take(request, base_id, file)
        except SameFile as error:
            same += [("same", str(error.details["version"])), ("name", str(file.name))]
        except HeyanError as error:
            messages.error(request, f"{file.name}: {error}")
    if taken:
        says = ngettext("%d file is being read.", "%d files are being read.", taken) % taken
        messages.success(request, says)
    if not files:
        messages.error(request, _("Choose at least one file."))
    if (more := len(same) // 2 - MOST_SAME) > 0:
        messages.error(request, ngettext("… and %d more file.", "… and %d more files.", more) % more)
    address = reverse("console:base", kwargs={"base_id": base_id})
    return go(request, f"{address}?{urlencode(same[: MOST_SAME * 2])}" if same else address)


def _take(request: Visit, base_id: UUID, file: UploadedFile) -> int:
    """Gives how many documents it became; says what was left out of an archive."""
    name, by = str(file.name), request.principal
    if services.is_archive(cast("BinaryIO", file), name):
        unpacked = services.add_archive(base_id=base_id, content=cast("BinaryIO", file), by=by)
        for member, problem in unpacked.left_out[:MOST_SAID]:
            messages.error(request, f"{member}: {problem}")
        if (more := len(unpacked.left_out) - MOST_SAID) > 0:
            messages.error(request, ngettext("… and %d more file.", "… and %d more files.", more) % more)
        return len(unpacked.documents)
    with _stored(request, file) as content, tenant_scope(request.tenant.id):
        services.add_file(base_id=base_id, name=name, content=content, by=by, keep_both=False)
    return 1


def _stored(request: Visit, file: UploadedFile) -> AbstractContextManager[Stored]:
    return services.taken_in(cast("BinaryIO", file), tenant_id=request.tenant.id)


@page("knowledge.read")
def document_row(request: Visit, document_id: UUID) -> HttpResponse:
    """One document of the list as it stands now; the page asks while it is being read."""
    found = selectors.document(document_id, principal=request.principal)
    response = show(request, "knowledge/_document.html", document=found, steps=steps_of(found.newest))
    if found.state == "ready":
        return with_message(response, _("%s is ready to be asked about.") % found.name)
    if found.state == "failed":
        return with_message(response, f"{found.name}: {found.problem}", error=True)
    return response


@page("knowledge.read")
def manage(request: Visit, document_id: UUID) -> HttpResponse:
    """A document with its versions, and the passages of one of them."""
    found = selectors.document(document_id, principal=request.principal)
    if found.newest.format == PAIR:
        pair = selectors.pair_of_document(document_id, principal=request.principal)
        return go_to(request, "pair", pair_id=pair.id)
    versions = selectors.versions(document_id, principal=request.principal)
    wanted = request.GET.get("version", "")
    chosen = next((each for each in versions if str(each.id) == wanted), versions[0])
    after = int(wanted) if (wanted := request.GET.get("after", "")).isdigit() else -1
    passages = selectors.version_passages(chosen.id, principal=request.principal, after=after, limit=PER_PAGE)
    return show(
        request,
        "knowledge/document.html",
        base=selectors.base(found.base_id, principal=request.principal),
        document=found,
        versions=versions,
        chosen=chosen,
        steps=steps_of(chosen),
        passages=passages,
        more=passages[-1].ordinal if len(passages) == PER_PAGE else None,
        names={f"member:{each.id}": each.name for each in members()},
        care=CareForm(members=members(), initial={"owner": str(found.owner or ""), "review_on": found.review_on}),
        overdue=found.review_on is not None and found.review_on <= timezone.localdate(),
        validity=ValidityForm(initial=days_of(chosen.valid_from, chosen.valid_until)),
        form=VersionForm(auto_id="new_%s"),
    )


@require_POST
@page("knowledge.write", scoped=False)
def add_version(request: Visit, document_id: UUID) -> HttpResponse:
    with tenant_scope(request.tenant.id):
        found = _owned(request, document_id)
    form = VersionForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for each in form.errors.values() for error in each))
        return go_to(request, "manage_document", document_id=document_id)
    first, end = form.window()

    def work() -> None:
        with _stored(request, form.cleaned_data["file"]) as content, tenant_scope(request.tenant.id):
            services.add_version(
                document_id=found.id,
                content=content,
                valid_from=first,
                valid_until=end,
                by=request.principal,
                keep_both=False,
            )

    says = _("The new version is being read. The one before is used until it is ready.")
    return tried(request, work, says, "manage_document", document_id=document_id)


@require_POST
@page("knowledge.write")
def set_validity(request: Visit, document_id: UUID, version_id: UUID) -> HttpResponse:
    _owned(request, document_id)
    form = ValidityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give dates."))
        return go_to(request, "manage_document", document_id=document_id)
    first, end = form.window()
    work = partial(
        services.set_validity, version_id=version_id, valid_from=first, valid_until=end, by=request.principal
    )
    return tried(request, work, _("Saved."), "manage_document", document_id=document_id)


@require_POST
@page("knowledge.write")
def retry(request: Visit, document_id: UUID) -> HttpResponse:
    """Go on after the last finished stage."""
    found = _owned(request, document_id)
    try:
        services.retry(version_id=found.newest.id, by=request.principal)
    except HeyanError as error:
        messages.error(request, str(error))
    return go_to(request, "base", base_id=found.base_id)


@require_POST
@page("knowledge.write")
def delete(request: Visit, document_id: UUID) -> HttpResponse:
    found = _owned(request, document_id)
    services.delete_document(document_id=document_id, by=request.principal)
    return done(request, _("%s is deleted.") % found.name, "base", base_id=found.base_id)


@require_POST
@page("knowledge.write")
def switch_passage(request: Visit, passage_id: UUID) -> HttpResponse:
    """Take a passage out of search, or let it be found again."""
    selectors.passage(passage_id, principal=request.principal)
    services.switch_passage(passage_id=passage_id, on="on" in request.POST, by=request.principal)
    passage = selectors.passage(passage_id, principal=request.principal)
    return show(request, "knowledge/_passage.html", passage=passage)


def _owned(request: Visit, document_id: UUID) -> DocumentInfo:
    """The document, if this person may also read it. Raises DocumentNotFound."""
    return selectors.document(document_id, principal=request.principal)
