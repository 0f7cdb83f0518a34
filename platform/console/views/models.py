"""Models: cards with what was probed, the live probe, routes, and what was used."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import selectors as chat
from console.auth import Visit, page
from console.inputs.models import ModelForm
from console.outputs import done, show, tried
from gateway import selectors, services
from gateway.types import Card
from kit import clock
from kit.errors import HeyanError

PERIODS = (7, 30, 90)


@page("models.read")
def models(request: Visit) -> HttpResponse:
    return show(request, "models/list.html", cards=selectors.cards(), local=selectors.local_model())


@page("models.read")
def local_model(request: Visit) -> HttpResponse:
    """How far the small local model is, for the page that asks again and again."""
    return show(request, "models/_local.html", local=selectors.local_model())


@page("models.write")
def new_model(request: Visit) -> HttpResponse:
    """Paste a key or an address; the test begins at once."""
    form = ModelForm(request.POST or None, initial={"vendor": "glm", "name": "GLM"})
    if form.is_valid():
        try:
            made = services.save_model(fields=form.values(), by=request.principal)
            services.probe_model(card_id=made.id, by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("Saved. The test is running."), "model", card_id=made.id)
    return show(request, "models/new.html", form=form)


@page("models.read")
def model(request: Visit, card_id: UUID) -> HttpResponse:
    card = selectors.card(card_id)
    own = card.offered_by == "tenant"
    form = (
        ModelForm(request.POST or None, initial=_initial(card))
        if own and request.principal.may("models.write")
        else None
    )
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.save_model(fields=form.values(), by=request.principal, card_id=card_id)
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("Saved. Test it again before it is used."), "model", card_id=card_id)
    report = selectors.probe(card_id) if own else None
    return show(request, "models/model.html", card=card, form=form, own=own, report=report)


def _initial(card: Card) -> dict[str, object]:
    names = (
        "vendor",
        "name",
        "base_url",
        "model",
        "location",
        "context_tokens",
        "filing_number",
        "licence",
        "data_location",
    )
    return {name: getattr(card, name) for name in names}


@require_POST
@page("models.write")
def probe(request: Visit, card_id: UUID) -> HttpResponse:
    """Begin a test; the answer asks for its progress until it is done."""
    report = services.probe_model(card_id=card_id, by=request.principal)
    return show(request, "models/_probe.html", card=selectors.card(card_id), report=report, own=True)


@page("models.read")
def probe_progress(request: Visit, card_id: UUID) -> HttpResponse:
    report = selectors.probe(card_id)
    response = show(request, "models/_probe.html", card=selectors.card(card_id), report=report, own=True)
    if report is not None and report.done:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@page("models.write")
def switch_model(request: Visit, card_id: UUID) -> HttpResponse:
    on = request.POST.get("on") == "1"
    work = partial(services.switch_model, card_id=card_id, on=on, by=request.principal)
    return tried(request, work, _("Switched on.") if on else _("Switched off."), "model", card_id=card_id)


@require_POST
@page("models.write")
def delete_model(request: Visit, card_id: UUID) -> HttpResponse:
    work = partial(services.delete_model, card_id=card_id, by=request.principal)
    return tried(request, work, _("Deleted. Routes that named it pass over it."), "models")


@page("models.read")
def usage(request: Visit) -> HttpResponse:
    """Calls, tokens and cost of a period, by model, by bot and by day."""
    wanted = request.GET.get("days", "")
    days = int(wanted) if wanted.isdigit() and int(wanted) in PERIODS else 30
    until = clock.now()
    since = until - timedelta(days=days)
    by_bot = selectors.usage(since=since, until=until, by="bot")
    bots = {str(bot.id): bot.settings.name for bot in chat.bots()}
    tables = [
        (_("By model"), selectors.usage(since=since, until=until, by="model")),
        (_("By bot"), [replace(row, key=bots.get(row.key, row.key)) for row in by_bot]),
        (_("By day"), selectors.usage(since=since, until=until, by="day")),
    ]
    return show(request, "models/usage.html", tables=tables, days=days, periods=PERIODS, budgets=selectors.budgets())
