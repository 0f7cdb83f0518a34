"""Routes: which model answers what, in which order."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page, require
from console.inputs.models import RouteForm, steps_initial
from console.outputs import done, show, tried
from gateway import selectors, services
from kit.errors import HeyanError


@page("models.read")
def routes(request: Visit) -> HttpResponse:
    names = {card.id: card.name for card in selectors.cards()}
    return show(request, "models/routes.html", routes=selectors.routes(), names=names)


@page("models.read")
def route(request: Visit, route_id: UUID | None = None) -> HttpResponse:
    """The editor of one route, or of a new one."""
    held = selectors.route(route_id) if route_id else None
    initial = {"name": held.name, "default": held.default, **steps_initial(held.steps)} if held else {}
    form = RouteForm(request.POST or None, cards=selectors.cards(), initial=initial)
    if request.method == "POST":
        require(request, "models.write")
        if form.is_valid() and _saved(request, route_id, form):
            return done(request, _("Saved as a new version."), "routes")
    return show(request, "models/route.html", form=form, route=held)


def _saved(request: Visit, route_id: UUID | None, form: RouteForm) -> bool:
    data = form.cleaned_data
    try:
        services.save_route(
            name=data["name"], steps=form.steps(), default=data["default"], by=request.principal, route_id=route_id
        )
    except HeyanError as error:
        form.refuse(error)
        return False
    return True


@require_POST
@page("models.write")
def delete_route(request: Visit, route_id: UUID) -> HttpResponse:
    work = partial(services.delete_route, route_id=route_id, by=request.principal)
    return tried(request, work, _("Deleted. Bots that named it need another one."), "routes")
