"""Read cards: the tenant's own and those that the platform offers to all."""

from uuid import UUID

from django.utils.translation import gettext

from gateway import local_state, platform_models
from gateway.errors import NoSuchModel
from gateway.models import ModelCard
from gateway.records import card_of, report_of
from gateway.selectors.deciding import standard_steps
from gateway.types import Card, LocalModelState, ProbeReport

MEGABYTE = 1_000_000


def cards() -> tuple[Card, ...]:
    """The tenant's cards by name, then the platform's."""
    own = tuple(card_of(row) for row in ModelCard.objects.order_by("name"))
    return own + tuple(each.card for each in platform_models.offered())


def card(card_id: UUID) -> Card:
    """Raises NoSuchModel."""
    for each in cards():
        if each.id == card_id:
            return each
    raise NoSuchModel


def probe(card_id: UUID) -> ProbeReport | None:
    """The running or last probe of one of the tenant's cards; None before the first. Raises NoSuchModel."""
    row = ModelCard.objects.filter(id=card_id).first()
    if row is None:
        raise NoSuchModel
    return report_of(row.id, row.probe)


def answering_model() -> str:
    """The name of the model that answers now where a bot names no route."""
    ready = [card.name for _, card in standard_steps() if card.state == "ready"]
    return ready[0] if ready else ""


def local_model() -> LocalModelState:
    """How far the small local model is."""
    return local_state.read()


def local_model_progress() -> str:
    """The same as a line for people; empty where no local model is wanted or nothing is to be told."""
    state = local_state.read()
    if state.state == "fetching":
        amount = f"{state.bytes // MEGABYTE} / {state.total // MEGABYTE} MB"
        return gettext("Language model: fetching, %(amount)s (%(percent)d %%)") % {
            "amount": amount,
            "percent": state.percent,
        }
    lines = {
        "checking": gettext("Language model: checking the file"),
        "loading": gettext("Language model: loading"),
        "ready": gettext("Language model: ready"),
        "failed": gettext("Language model: could not be started (%(problem)s); answers stay word for word.")
        % {"problem": state.problem},
    }
    return lines.get(state.state, "")
