"""Map a category and a confidence to an action, per side, from a document that people edit and versions keep.

    {"input":    {"A.1": [{"from": 0.5, "action": "refuse", "notice": "refused"}], "personal": [{"action": "mask"}]},
     "output":   {…}, "document": {…},
     "notices":  {"refused": {"zh-hans": "…", "en": "…"}},
     "releases": "characters"}

The most specific name decides: `A.1.f` before `A.1` before `A`. Of its steps the one with the highest `from` that the
confidence reaches; what no step covers is allowed. An action that stops names a notice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from moderation.personal import NAMES
from moderation.risks import CLASSES, RISK_CODES
from moderation.types import Action, Notice, Releases, Side

LONGEST_NOTICE = 1000
CATEGORIES: frozenset[str] = frozenset(
    {
        "A",
        "personal",
        "injection",
        *RISK_CODES,
        *(each.code for each in CLASSES),
        *(f"personal.{name}" for name in NAMES),
    }
)


class RulesInvalid(ValueError):
    """The document does not fit. The message is the path of the part, such as `input.A.1.0.action`."""


@dataclass(frozen=True, slots=True)
class Step:
    """From this confidence on, do this and say that."""

    least: float
    action: Action
    notice: Notice


@dataclass(frozen=True, slots=True)
class Rules:
    """A checked policy."""

    sides: Mapping[Side, Mapping[str, tuple[Step, ...]]]
    releases: Releases

    def step(self, side: Side, category: str, confidence: float) -> Step:
        """The step that decides."""
        table = self.sides[side]
        name = category
        while name not in table and "." in name:
            name = name.rpartition(".")[0]
        for step in table.get(name, ()):
            if confidence >= step.least:
                return step
        return _ALLOWED

    def personal(self, side: Side) -> frozenset[str]:
        """The kinds of personal data that this side does something about. Others are not sought, nor held for."""
        return frozenset(name for name in NAMES if self.step(side, f"personal.{name}", 1.0).action is not Action.ALLOW)


_ALLOWED = Step(0.0, Action.ALLOW, Notice())


def compile_rules(document: Any) -> Rules:
    """Check a document. Raises RulesInvalid."""
    known = {"input", "output", "document", "notices", "releases"}
    _need(isinstance(document, dict) and set(document) <= known, "rules")
    _need(document.get("releases", "characters") in get_args(Releases), "releases")
    notices = {name: _notice(name, texts) for name, texts in _table(document, "notices").items()}
    sides = {side: _side(side, _table(document, side), notices) for side in get_args(Side)}
    return Rules(sides, cast(Releases, document.get("releases", "characters")))


def _need(fits: bool, path: str) -> None:
    if not fits:
        raise RulesInvalid(path)


def _table(document: dict[str, Any], name: str) -> dict[str, Any]:
    table = document.get(name, {})
    _need(isinstance(table, dict), name)
    return cast(dict[str, Any], table)


def _notice(name: str, texts: Any) -> Notice:
    _need(isinstance(texts, dict) and bool(texts), f"notices.{name}")
    for language, text in texts.items():
        _need(isinstance(text, str) and 0 < len(text.strip()) <= LONGEST_NOTICE, f"notices.{name}.{language}")
    return Notice(tuple((language.lower(), text.strip()) for language, text in texts.items()))


def _side(side: str, table: dict[str, Any], notices: Mapping[str, Notice]) -> dict[str, tuple[Step, ...]]:
    for category, steps in table.items():
        _need(category in CATEGORIES, f"{side}.{category}")
        _need(isinstance(steps, list) and bool(steps), f"{side}.{category}")
    return {
        category: tuple(sorted(_steps(f"{side}.{category}", steps, notices), key=lambda step: -step.least))
        for category, steps in table.items()
    }


def _steps(path: str, steps: list[Any], notices: Mapping[str, Notice]) -> Iterator[Step]:
    for number, step in enumerate(steps):
        here = f"{path}.{number}"
        _need(isinstance(step, dict) and set(step) <= {"from", "action", "notice"}, here)
        least, action, notice = step.get("from", 0), step.get("action"), step.get("notice")
        _need(isinstance(least, (int, float)) and not isinstance(least, bool) and 0 <= least <= 1, f"{here}.from")
        _need(action in list(Action), f"{here}.action")
        _need(notice in notices if Action(action).stops else notice is None, f"{here}.notice")
        yield Step(float(least), Action(action), notices[notice] if notice else Notice())
