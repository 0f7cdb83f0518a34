"""Turn frozen values into JSON for the tables, and back. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chat.turn import Choice, Citation, Clarification, Failure, Known, Part
from chat.types import BotSettings, RenditionPart
from knowledge.types import Passage

if TYPE_CHECKING:
    from consent.types import Basis
    from gateway.types import Decision, Message
    from moderation.types import Verdict


def settings_to_json(settings: BotSettings) -> dict[str, Any]:
    """Plain values; identifiers become text."""
    return {field.name: _plain(getattr(settings, field.name)) for field in fields(settings)}


def settings_from_json(data: Mapping[str, Any]) -> BotSettings:
    """The inverse. A version saved before a setting existed gets that setting's default."""
    known = {field.name for field in fields(BotSettings)}
    values: dict[str, Any] = {name: value for name, value in data.items() if name in known}
    values["suggested_questions"] = tuple(values.get("suggested_questions", ()))
    values["base_ids"] = tuple(UUID(each) for each in values.get("base_ids", ()))
    for name in ("route_id", "policy_id"):
        values[name] = UUID(values[name]) if values.get(name) else None
    return BotSettings(**values)


def citations_to_json(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in asdict(citation).items()} for citation in citations]


def citations_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Citation, ...]:
    ids = ("passage_id", "document_id", "version_id")
    return tuple(Citation(**{**row, **{name: UUID(row[name]) for name in ids}}) for row in rows)


def failure_to_json(failure: Failure | None) -> dict[str, Any] | None:
    return asdict(failure) if failure else None


def failure_from_json(row: Mapping[str, Any] | None) -> Failure | None:
    return Failure(**row) if row else None


def clarification_to_json(asked: Clarification | None) -> dict[str, Any]:
    return asdict(asked) if asked else {}


def clarification_from_json(row: Mapping[str, Any]) -> Clarification | None:
    if not row:
        return None
    return Clarification(**{**row, "choices": tuple(Choice(**each) for each in row["choices"])})


def known_to_json(known: Iterable[Known]) -> list[dict[str, Any]]:
    return [asdict(each) for each in known]


def known_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Known, ...]:
    return tuple(Known(**row) for row in rows)


def parts_to_json(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The questions of a turn as they were searched, and by which attributes."""
    return [{"question": each.question, "attributes": dict(each.attributes)} for each in parts]


def passages_to_json(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """What was found for a turn, numbered as in its answer."""
    return [
        {"n": n} | {name: _plain(value) for name, value in asdict(passage).items()}
        for n, passage in enumerate(passages, 1)
    ]


def passages_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(**_passage_values(row)) for row in rows)


def _passage_values(row: Mapping[str, Any]) -> dict[str, Any]:
    ids = {name: UUID(row[name]) for name in ("id", "base_id", "document_id", "version_id")}
    known = {field.name for field in fields(Passage)}
    kept = {name: value for name, value in row.items() if name in known}
    audience = {name: tuple(values) for name, values in row.get("audience", {}).items()}
    cells = tuple((start, cell) for start, cell in row.get("cells", ()))
    return kept | ids | {"box": tuple(row["box"]) if row["box"] else None, "audience": audience, "cells": cells}


def messages_to_json(messages: Iterable[Message]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in messages]


def verdict_to_json(verdict: Verdict, side: str) -> dict[str, Any]:
    """Rule, place and version of every hit; never the text."""
    return {
        "side": side,
        "action": str(verdict.action),
        "category": verdict.category,
        "hits": [
            {"rule": hit.rule, "category": hit.category, "start": hit.start, "end": hit.end, "action": str(hit.action)}
            for hit in verdict.hits
        ],
        "versions": {name: str(value) for name, value in dict(verdict.versions).items()},
    }


def basis_to_json(basis: Basis | None) -> dict[str, str]:
    if basis is None:
        return {}
    return {name: str(value) for name, value in asdict(basis).items() if value is not None}


def decision_to_json(decision: Decision | None) -> dict[str, Any]:
    """The model that answered, why it was chosen, and which ones were passed over."""
    if decision is None:
        return {}
    card = decision.card
    return {
        "model_id": str(card.id),
        "name": card.name,
        "vendor": card.vendor,
        "model": card.model,
        "location": card.location,
        "filing_number": card.filing_number,
        "reason": str(decision.reason),
        "passed_over": [[str(name), str(reason)] for name, reason in decision.passed_over],
    }


def changes(before: BotSettings, after: BotSettings) -> dict[str, tuple[Any, Any]]:
    """The settings that differ, by name."""
    return {
        field.name: (getattr(before, field.name), getattr(after, field.name))
        for field in fields(before)
        if getattr(before, field.name) != getattr(after, field.name)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def rendition_parts_to_json(parts: Iterable[RenditionPart]) -> list[dict[str, Any]]:
    return [
        {
            **{field.name: getattr(part, field.name) for field in fields(part)},
            "citations": citations_to_json(part.citations),
        }
        for part in parts
    ]


def rendition_parts_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[RenditionPart, ...]:
    return tuple(
        RenditionPart(**{**row, "cells": tuple(row["cells"]), "citations": citations_from_json(row["citations"])})
        for row in rows
    )
