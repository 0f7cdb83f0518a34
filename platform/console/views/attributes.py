"""What may be known of people, and what is known of a member."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page, require
from console.inputs.attributes import AttributeForm, KnownForm
from console.outputs import done, show, tried
from kit.errors import HeyanError, NotFound
from tenants import selectors, services
from tenants.types import AttributeInfo


@page("members.read", "knowledge.write")
def attributes(request: Visit) -> HttpResponse:
    return show(request, "attributes/list.html", attributes=selectors.attributes())


@page("knowledge.write")
def new_attribute(request: Visit) -> HttpResponse:
    return _edit(request, None)


@page("knowledge.write")
def attribute(request: Visit, name: str) -> HttpResponse:
    """One attribute with its values. Raises NotFound."""
    held = next((each for each in selectors.attributes() if each.name == name), None)
    if held is None:
        raise NotFound
    return _edit(request, held)


def _edit(request: Visit, held: AttributeInfo | None) -> HttpResponse:
    form = AttributeForm(request.POST or None, held=held)
    if form.is_valid():
        try:
            given = ({"name": held.name} if held else {}) | form.values_given()
            services.save_attribute(by=request.principal, **given)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("Saved."), "attributes")
    return show(request, "attributes/attribute.html", form=form, attribute=held)


@require_POST
@page("knowledge.write")
def usual_attributes(request: Visit) -> HttpResponse:
    """Take the usual ones as a start."""
    work = partial(services.add_usual_attributes, by=request.principal)
    return tried(
        request, work, _("The usual attributes are there. Give them the values of your organisation."), "attributes"
    )


@require_POST
@page("knowledge.write")
def delete_attribute(request: Visit, name: str) -> HttpResponse:
    work = partial(services.delete_attribute, name=name, by=request.principal)
    return tried(
        request, work, _("The attribute is gone. What was for some of its values is for everybody again."), "attributes"
    )


@require_POST
@page("members.write")
def member_attributes(request: Visit, member_id: UUID) -> HttpResponse:
    """Know exactly what the form says of a member."""
    require(request, "members.write")
    held = selectors.member(member_id)
    form = KnownForm(request.POST, attributes=selectors.attributes(), known=held.attributes)
    known = form.known() if form.is_valid() else None
    if known is None:
        return done(request, _("This could not be saved: choose one of the values."), "member", member_id=member_id)
    work = partial(services.set_member_attributes, member_id=member_id, attributes=known, by=request.principal)
    return tried(request, work, _("Saved."), "member", member_id=member_id)
