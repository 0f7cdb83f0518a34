"""Web sites that carry a bot's widget."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import selectors, services
from chat.types import SiteInfo
from console.auth import Visit, page
from console.inputs.sites import SiteForm, filled
from console.outputs import show, tried
from kit.errors import HeyanError

SNIPPET = """import jwt, os, time, uuid  # pip install pyjwt
now = int(time.time())
token = jwt.encode({
    "sub": customer_id, "aud": "%(audience)s",
    "iat": now, "exp": now + 600, "jti": str(uuid.uuid4()),
    "attributes": {"city": "上海", "model": "X2"},
}, os.environ["HEYAN_SITE_SECRET"], algorithm="HS256")"""
"""Shown to who builds the site."""


@page("bots.read")
def sites(request: Visit) -> HttpResponse:
    return show(request, "sites/list.html", sites=selectors.sites())


@page("bots.write")
def new_site(request: Visit) -> HttpResponse:
    form = SiteForm(request.POST or None, bots=selectors.bots())
    if form.is_valid():
        try:
            made = services.save_site(by=request.principal, **form.values())
        except HeyanError as error:
            form.refuse(error)
        else:
            return redirect("console:site", site_id=made.id)
    return show(request, "sites/new.html", form=form)


@page("bots.write")
def site(request: Visit, site_id: UUID) -> HttpResponse:
    """The site's settings beside the tag that puts the widget on a page."""
    held = selectors.site(site_id)
    form = SiteForm(request.POST or None, bots=selectors.bots(), initial=filled(held))
    if form.is_valid():
        try:
            held = services.save_site(site_id=site_id, by=request.principal, **form.values())
        except HeyanError as error:
            form.refuse(error)
        else:
            return redirect("console:site", site_id=held.id)
    return show(
        request, "sites/site.html", form=form, site=held, tag=tag(held), preview=preview(held), snippet=snippet(held)
    )


@require_POST
@page("bots.write")
def site_secret(request: Visit, site_id: UUID) -> HttpResponse:
    """A new secret, on the one page that shows it: never stored readably, never in an address."""
    made = services.make_site_secret(site_id=site_id, by=request.principal)
    response = show(request, "sites/secret.html", made=made)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@page("bots.write")
def delete_site(request: Visit, site_id: UUID) -> HttpResponse:
    work = partial(services.delete_site, site_id=site_id, by=request.principal)
    return tried(request, work, _("The widget no longer works there."), "sites")


def tag(held: SiteInfo) -> str:
    """The one line that a page needs, as text to copy."""
    return f'<script async src="{settings.WIDGET_URL}/widget.js" data-site="{held.public_id}"></script>'


def snippet(held: SiteInfo) -> str:
    """How a server signs a visitor, in the fewest words; the attributes are examples."""
    return SNIPPET % {"audience": held.public_id}


def preview(held: SiteInfo) -> str:
    return f"{settings.WIDGET_URL}/preview/{held.public_id}"
