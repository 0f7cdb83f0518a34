"""People of the tenant: who is in, in which role and group, who was invited."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page, require
from console.inputs.attributes import KnownForm
from console.inputs.members import InviteForm, RolesForm
from console.outputs import done, show, tried
from kit.errors import HeyanError
from tenants import selectors, services
from tenants.selectors import attributes


@page("members.read")
def members(request: Visit) -> HttpResponse:
    return show(
        request,
        "members/list.html",
        members=selectors.members(),
        invitations=[each for each in selectors.invitations() if each.state in ("open", "expired")],
        groups={group.id: group.name for group in selectors.groups()},
    )


@page("members.write")
def invite(request: Visit) -> HttpResponse:
    """Mail a link into a role and groups."""
    form = InviteForm(request.POST or None, groups=selectors.groups(), initial={"roles": ["member"]})
    if form.is_valid():
        data = form.cleaned_data
        groups = [UUID(each) for each in data.get("groups", [])]
        try:
            services.invite_member(email=data["email"], roles=data["roles"], groups=groups, by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("The invitation to %s is on its way.") % data["email"], "members")
    return show(request, "members/invite.html", form=form)


@page("members.read")
def member(request: Visit, member_id: UUID) -> HttpResponse:
    """One member: roles and groups, suspension, removal."""
    found = selectors.member(member_id)
    initial = {"roles": sorted(found.roles), "groups": [str(group) for group in found.groups]}
    form = RolesForm(request.POST or None, groups=selectors.groups(), initial=initial)
    if request.method == "POST":
        require(request, "members.write")
        if form.is_valid() and _saved(request, member_id, form):
            return done(request, _("Saved."), "member", member_id=member_id)
    known = KnownForm(attributes=attributes(), known=found.attributes)
    return show(request, "members/member.html", member=found, form=form, known=known)


def _saved(request: Visit, member_id: UUID, form: RolesForm) -> bool:
    data, by = form.cleaned_data, request.principal
    try:
        services.set_roles(member_id=member_id, roles=data["roles"], by=by)
        if "groups" in data:
            services.set_member_groups(member_id=member_id, groups=[UUID(each) for each in data["groups"]], by=by)
    except HeyanError as error:
        form.refuse(error)
        return False
    return True


@require_POST
@page("members.write")
def suspend(request: Visit, member_id: UUID) -> HttpResponse:
    return tried(
        request,
        partial(services.suspend_member, member_id=member_id, by=request.principal),
        _("Suspended. The next request of this person is refused."),
        "members",
    )


@require_POST
@page("members.write")
def restore(request: Visit, member_id: UUID) -> HttpResponse:
    return tried(
        request,
        partial(services.restore_member, member_id=member_id, by=request.principal),
        _("The member may come in again."),
        "members",
    )


@require_POST
@page("members.write")
def remove(request: Visit, member_id: UUID) -> HttpResponse:
    return tried(
        request,
        partial(services.remove_member, member_id=member_id, by=request.principal),
        _("Removed. The account itself stays."),
        "members",
    )


@require_POST
@page("members.write")
def revoke_invitation(request: Visit, invitation_id: UUID) -> HttpResponse:
    return tried(
        request,
        partial(services.revoke_invitation, invitation_id=invitation_id, by=request.principal),
        _("The link of the invitation no longer works."),
        "members",
    )
