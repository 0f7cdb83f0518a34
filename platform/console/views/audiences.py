"""To whom a document and its sections apply, with what their words suggest about that."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.attributes import AudienceForm
from console.outputs import show, tried
from kit.errors import NotFound
from knowledge import selectors, services
from knowledge.selectors import Section
from tenants.selectors import attributes


@page("knowledge.write")
def audience(request: Visit, document_id: UUID) -> HttpResponse:
    """The whole document, its sections, and suggestions; `?section=` opens one."""
    held = selectors.document(document_id, principal=request.principal)
    schema = attributes()
    sections = selectors.sections(document_id, principal=request.principal)
    chosen = _chosen(sections, request.GET.get("section", ""))
    return show(
        request,
        "knowledge/audience.html",
        base=selectors.base(held.base_id, principal=request.principal),
        document=held,
        attributes=schema,
        sections=sections,
        chosen=chosen,
        suggestions=selectors.suggestions(document_id, attributes=schema, principal=request.principal),
        form=AudienceForm(attributes=schema, audience=chosen.audience if chosen else held.audience),
    )


def _chosen(sections: tuple[Section, ...], path: str) -> Section | None:
    """The section that is open. Raises NotFound for a heading that the document does not have."""
    if not path:
        return None
    found = next((each for each in sections if each.path == path), None)
    if found is None:
        raise NotFound
    return found


@require_POST
@page("knowledge.write")
def save_audience(request: Visit, document_id: UUID) -> HttpResponse:
    """Save what is ticked, for a section or, without one, the whole document."""
    selectors.document(document_id, principal=request.principal)
    form = AudienceForm(request.POST, attributes=attributes(), audience={})
    ticked = form.audience() if form.is_valid() else {}
    work = _setting(request, document_id, request.POST.get("section", ""), ticked)
    return tried(request, work, _("Saved."), "audience", document_id=document_id)


@require_POST
@page("knowledge.write")
def settle_suggestion(request: Visit, document_id: UUID) -> HttpResponse:
    """Accept one of the suggestions, or never see it again. Raises NotFound for one that is not offered."""
    offered = selectors.suggestions(document_id, attributes=attributes(), principal=request.principal)
    found = next((each for each in offered if each.key == request.POST.get("key")), None)
    if found is None:
        raise NotFound
    if "accept" not in request.POST:
        work = partial(services.decline_suggestion, document_id=document_id, key=found.key, by=request.principal)
        return tried(request, work, _("It will not be suggested again."), "audience", document_id=document_id)
    held = selectors.document(document_id, principal=request.principal).audience
    told = {each.path: each.audience for each in selectors.sections(document_id, principal=request.principal)}
    before = told.get(found.path, {}) if found.path else held
    audience = {**before, found.attribute: found.values}
    accepted = _setting(request, document_id, found.path, audience)
    return tried(request, accepted, _("Saved."), "audience", document_id=document_id)


def _setting(
    request: Visit, document_id: UUID, path: str, audience: Mapping[str, Iterable[str]]
) -> Callable[[], object]:
    if path:
        return partial(
            services.set_section_audience, document_id=document_id, path=path, audience=audience, by=request.principal
        )
    return partial(services.set_audience, document_id=document_id, audience=audience, by=request.principal)
