"""Turn rows into frozen values and back. No queries."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from gateway.models import Budget, ModelCard, Route
from gateway.types import BudgetInfo, Capabilities, Card, ProbeReport, ProbeStep, RouteInfo, RouteStep

_SAME = [
    "id",
    "name",
    "vendor",
    "model",
    "location",
    "context_tokens",
    "filing_number",
    "licence",
    "data_location",
    "retires_on",
    "probed_at",
    "state",
    "base_url",
    "problem",
    "prompt_price",
    "completion_price",
    "currency",
    "parallel",
]


def card_of(row: ModelCard) -> Card:
    return Card(
        **{name: getattr(row, name) for name in _SAME},
        capabilities=capabilities_of(row.capabilities),
        has_key=bool(row.sealed_key),
    )


def capabilities_of(data: dict[str, Any]) -> Capabilities:
    """What was stored before a capability had a name gets its default."""
    known = {field.name for field in fields(Capabilities)}
    return Capabilities(**{name: value for name, value in data.items() if name in known})


def route_of(row: Route) -> RouteInfo:
    steps = tuple(step_of(step) for step in row.steps)
    return RouteInfo(id=row.id, name=row.name, version=row.version, default=row.default, steps=steps)


def step_of(data: dict[str, Any]) -> RouteStep:
    return RouteStep(
        card_id=UUID(data["card_id"]),
        purposes=frozenset(data["purposes"]),
        sensitivities=frozenset(data["sensitivities"]),
        as_fallback=data["as_fallback"],
    )


def step_to_json(step: RouteStep) -> dict[str, Any]:
    return {
        "card_id": str(step.card_id),
        "purposes": sorted(step.purposes),
        "sensitivities": sorted(step.sensitivities),
        "as_fallback": step.as_fallback,
    }


def budget_of(row: Budget) -> BudgetInfo:
    return BudgetInfo(**{field.name: getattr(row, field.name) for field in fields(BudgetInfo)})


def report_of(card_id: UUID, data: dict[str, Any]) -> ProbeReport | None:
    """None where nothing was ever probed."""
    if not data:
        return None
    return ProbeReport(
        card_id=card_id,
        steps=tuple(ProbeStep(**step) for step in data["steps"]),
        done=data["done"],
        started_at=datetime.fromisoformat(data["started_at"]),
    )


def report_to_json(report: ProbeReport) -> dict[str, Any]:
    return {
        "steps": [asdict(step) for step in report.steps],
        "done": report.done,
        "started_at": report.started_at.isoformat(),
    }
