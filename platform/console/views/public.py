"""Pages outside any tenant: choosing one, taking up an invitation, and what the public is told about the AI."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chat.selectors import bots
from console.inputs.members import AcceptForm
from console.outputs import failed, go
from gateway.selectors import cards
from kit.errors import HeyanError
from kit.scoping import tenant_scope
from tenants.selectors import memberships, signed_in, tenant_by_public_id
from tenants.services import accept_invitation, choose_tenant, open_invitation


def choose(request: HttpRequest) -> HttpResponse:
    """Which organisation the session works in; the only one is taken without asking."""
    try:
        found = memberships(signed_in(request).pk)
        wanted = request.POST.get("tenant") or (str(found[0].tenant_id) if len(found) == 1 else "")
        if wanted:
            choose_tenant(request=request, tenant_id=UUID(wanted))
            return redirect("console:home")
    except ValueError:
        return redirect("console:choose_tenant")
    except HeyanError as error:
        if error.code == "not_member":
            return render(request, "console/public/choose.html", {"memberships": ()}, status=403)
        return failed(request, error)
    return render(request, "console/public/choose.html", {"memberships": found})


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who has an account signs in with it; who has none makes one here."""
    try:
        offer = open_invitation(token=token)
        person = request.user.pk if request.user.is_authenticated else None
        form = AcceptForm(request.POST or None)
        ready = bool(person) if offer.has_account else form.is_valid()
        if request.method == "POST" and ready:
            made = {} if offer.has_account else form.cleaned_data
            try:
                accept_invitation(token=token, user_id=person, **made)
            except HeyanError as error:
                form.is_valid()
                form.refuse(error)
            else:
                messages.success(request, _("Welcome to %s.") % offer.tenant_name)
                return go(request, "/choose/")
    except HeyanError as error:
        return failed(request, error)
    return render(request, "console/public/invitation.html", {"offer": offer, "form": form, "person": person})


def about_ai(request: HttpRequest) -> HttpResponse:
    """What the law wants every user to be able to read, for anybody, without signing in."""
    return render(request, "console/public/about_ai.html")


def about_tenant(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same with what one organisation runs: who it is, its public bots, its models and their numbers."""
    try:
        tenant = tenant_by_public_id(public_id)
        with tenant_scope(tenant.id):
            told = [bot for bot in bots() if bot.published and bot.settings.audience == "customers"]
            models = [card for card in cards() if card.state == "ready"]
            context = {"tenant": tenant, "bots": told, "models": models}
            return render(request, "console/public/about_ai.html", context)
    except HeyanError as error:
        return failed(request, error)
