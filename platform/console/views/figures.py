"""Numbers about answers: what is left unanswered, what is cited, and what never is."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils import timezone

from chat import selectors as chat
from chat.types import BotInfo
from console.auth import Visit, page
from console.inputs.desk import PeriodForm
from console.outputs import show
from console.outputs.charts import chart_of
from console.outputs.sheets import csv_of
from desk import selectors, services
from desk.types import Figures

PERIODS = (7, 30, 90, 365)


def _chosen(request: Visit) -> tuple[Figures, BotInfo | None, int, str]:
    form = PeriodForm(request.GET)
    form.is_valid()
    days = form.cleaned_data.get("days") or 30
    step = form.cleaned_data.get("step") or ("day" if days <= 30 else "week")
    bot = next((each for each in chat.bots() if each.slug == form.cleaned_data.get("bot")), None)
    last: date = timezone.localdate()
    found = selectors.figures(
        first=last - timedelta(days=days - 1),
        last=last,
        reader=request.principal,
        bot_id=bot.id if bot else None,
        step="week" if step == "week" else "day",
    )
    return found, bot, days, step


@page("knowledge.write")
def figures(request: Visit) -> HttpResponse:
    """A period's figures in the tenant's zone; bot, period and step stand in the address."""
    found, bot, days, step = _chosen(request)
    return show(
        request,
        "clusters/figures.html",
        figures=found,
        chart=chart_of(found.shares),
        bots=chat.bots(),
        bot=bot,
        days=days,
        step=step,
        periods=PERIODS,
    )


@page("knowledge.write")
def figures_csv(request: Visit) -> HttpResponse:
    """The same as a sheet."""
    found, bot, _days, _step = _chosen(request)
    services.note_export(first=found.first, last=found.last, bot=bot.slug if bot else "", by=request.principal)
    name = f"heyan-{found.first}-{found.last}.csv"
    response = HttpResponse(csv_of(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
