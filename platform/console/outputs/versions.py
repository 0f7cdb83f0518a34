"""Say in words what differs between two versions of a bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from console.outputs.words import AUDIENCES, TONES

NAMES: dict[str, str | Promise] = {
    "name": _("Name"),
    "audience": _("Audience"),
    "greeting": _("Greeting"),
    "purpose": _("What it is for"),
    "suggested_questions": _("Suggested questions"),
    "tone": _("Tone"),
    "instructions": _("Own instructions"),
    "base_ids": _("Knowledge bases"),
    "threshold": _("Least relevance"),
    "passages": _("Passages per question"),
    "contact": _("Whom to ask otherwise"),
    "route_id": _("Model route"),
    "policy_id": _("Moderation policy"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One setting that differs, as text."""

    name: str
    before: str
    after: str


def told_changes(changes: Mapping[str, tuple[Any, Any]]) -> tuple[Change, ...]:
    return tuple(
        Change(str(NAMES.get(name, name)), _text(name, before), _text(name, after))
        for name, (before, after) in changes.items()
    )


def _text(name: str, value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return "\n".join(str(each) for each in value)
    words = {"audience": AUDIENCES, "tone": TONES}.get(name, {})
    return str(words.get(value, "" if value is None else value))
