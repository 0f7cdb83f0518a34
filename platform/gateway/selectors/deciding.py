"""Decide which model takes a call. The answer names the reason, and why others were passed over."""

from uuid import UUID

from gateway import platform_models
from gateway.circuits import circuits
from gateway.errors import NoRoute
from gateway.models import ModelCard, Route
from gateway.records import card_of, route_of
from gateway.rules import sift
from gateway.types import Call, Card, Decision, RouteStep
from kit import clock

STANDARD = "standard"
"""The name of the order that holds where a tenant has made no route: its own tested models, then the platform's."""

Steps = list[tuple[RouteStep, Card]]


def decide(call: Call, *, route_id: UUID | None) -> Decision:
    """The first candidate of the route that may take the call. Raises NoRoute with every reason.

    Without a route the tenant's default one holds, and without that the standard order.
    """
    name, steps, passed_over = _candidates(route_id)
    today = clock.now().date()
    kept, sifted = sift(call, steps, today=today, resting=circuits.resting(call.tenant_id))
    passed_over += sifted
    if not kept:
        raise NoRoute(passed_over=passed_over)
    (_, chosen), *others = kept
    return Decision(
        card=chosen,
        reason="first_choice" if not passed_over else "first_that_may",
        passed_over=passed_over,
        fallbacks=tuple(card for step, card in others if step.as_fallback),
        route=name,
    )


def standard_steps() -> Steps:
    """Every card in the order that holds without a route."""
    own = [card_of(row) for row in ModelCard.objects.exclude(vendor="scripted").order_by("-created_at")]
    offered = [each.card for each in platform_models.offered()]
    return [(RouteStep(card_id=card.id), card) for card in (*own, *offered)]


def _candidates(route_id: UUID | None) -> tuple[str, Steps, tuple[tuple[str, str], ...]]:
    row = Route.objects.filter(id=route_id).first() if route_id else Route.objects.filter(default=True).first()
    if row is None:
        if route_id:  # no other order steps in for one that was chosen and is gone: it may have been the stricter one
            raise NoRoute(passed_over=(("route", "removed"),))
        return STANDARD, standard_steps(), ()
    route = route_of(row)
    known = {card.id: card for _, card in _all_cards()}
    steps = [(step, known[step.card_id]) for step in route.steps if step.card_id in known]
    gone = tuple((str(step.card_id), "removed") for step in route.steps if step.card_id not in known)
    return f"{route.name} v{route.version}", steps, gone


def _all_cards() -> Steps:
    own = [card_of(row) for row in ModelCard.objects.all()]
    offered = [each.card for each in platform_models.offered()]
    return [(RouteStep(card_id=card.id), card) for card in (*own, *offered)]
