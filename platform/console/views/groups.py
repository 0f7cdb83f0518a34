"""Groups (departments), for access lists."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page, require
from console.inputs.members import GroupForm
from console.outputs import done, show, tried
from kit.errors import HeyanError
from tenants import selectors, services


@page("members.read")
def groups(request: Visit) -> HttpResponse:
    """The list, and beside it the form for a new one."""
    form = GroupForm(request.POST or None)
    if request.method == "POST":
        require(request, "members.write")
        if form.is_valid():
            try:
                services.create_group(name=form.cleaned_data["name"], by=request.principal)
            except HeyanError as error:
                form.refuse(error)
            else:
                return done(request, _("The group is there."), "groups")
    return show(request, "members/groups.html", groups=selectors.groups(), form=form)


@require_POST
@page("members.write")
def rename_group(request: Visit, group_id: UUID) -> HttpResponse:
    name = request.POST.get("name", "")
    work = partial(services.rename_group, group_id=group_id, name=name, by=request.principal)
    return tried(request, work, _("Saved."), "groups")


@require_POST
@page("members.write")
def delete_group(request: Visit, group_id: UUID) -> HttpResponse:
    work = partial(services.delete_group, group_id=group_id, by=request.principal)
    return tried(request, work, _("The group is gone. Its members stay members."), "groups")
