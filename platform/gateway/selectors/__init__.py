"""What other apps may ask the gateway."""

from gateway.selectors.cards import answering_model, card, cards, local_model, local_model_progress, probe
from gateway.selectors.deciding import decide
from gateway.selectors.routes import budgets, route, routes
from gateway.selectors.usage import usage

__all__ = [
    "answering_model",
    "budgets",
    "card",
    "cards",
    "decide",
    "local_model",
    "local_model_progress",
    "probe",
    "route",
    "routes",
    "usage",
]
