"""Build screens and keep the last ones: a base list takes a second to load and megabytes to hold."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Q

from moderation.adapters import injection
from moderation.lexicons import patterns, starter, starter_version, unpack
from moderation.matching import Matcher
from moderation.models import BaseList, OverlayEntry
from moderation.personal import VERSION, shapes
from moderation.policies import compile_rules
from moderation.scanning import Detector, Lexicons
from moderation.screening import Cut, PolicyScreen
from moderation.types import PolicyInfo, Side
from moderation.units import end_of_sentence, end_of_text

T = TypeVar("T")


class Recent(Generic[T]):
    """The last few values by key. One is built at a time, and nobody sees it before it is whole; what is there already
    is given out meanwhile."""

    def __init__(self, most: int) -> None:
        self._most, self._held, self._building = most, dict[Hashable, T](), threading.Lock()

    def get(self, key: Hashable, build: Callable[[], T]) -> T:
        held = self._held.get(key)
        if held is not None:
            return held
        with self._building:
            if key not in self._held:
                self._held[key] = build()
            value = self._held[key]
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
            return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """All that a screen depends on. Identifiers are part of it: numbers begin anew in an emptied database."""

    policy_id: UUID | None
    policy: int
    overlay_id: UUID | None
    overlay: int
    base_id: UUID | None
    base: int
    side: Side

    def named(self) -> tuple[tuple[str, str], ...]:
        """As verdicts carry them."""
        policy = f"{self.policy_id or 'platform'}.{self.policy}"
        base = f"{starter_version()}.{self.base}"
        lists = ("policy", policy), ("base", base), ("overlay", str(self.overlay)), ("personal", VERSION)
        return (*lists, *((detector.name, detector.version) for detector in _detectors(self.side)))


_screens: Recent[PolicyScreen] = Recent(256)
_overlays: Recent[Matcher] = Recent(128)
_bases: Recent[Matcher] = Recent(2)


def compiled(versions: Versions, policy: PolicyInfo) -> PolicyScreen:
    """The screen of these versions; reads what it needs in the tenant's scope."""
    return _screens.get(versions, lambda: _screen(versions, policy.rules))


def _screen(versions: Versions, document: dict[str, Any]) -> PolicyScreen:
    rules = compile_rules(document)
    base = _bases.get(versions.base_id, lambda: _base(versions.base_id))
    overlay = _overlays.get((versions.overlay_id, versions.overlay), lambda: _overlay(versions.overlay))
    return PolicyScreen(
        side=versions.side,
        rules=rules,
        lexicons=Lexicons(base, overlay, shapes(rules.personal(versions.side))),
        detectors=_detectors(versions.side),
        cut=_cut(versions.side),
        versions=versions.named(),
    )


def _detectors(side: Side) -> tuple[Detector, ...]:
    """Answers are the model's own: instructions in them address nobody."""
    return () if side == "output" else (injection.Injection(),)


def _cut(side: Side) -> Cut:
    return end_of_sentence if side == "output" else end_of_text


def _base(base_id: UUID | None) -> Matcher:
    row = BaseList.published.filter(id=base_id).first() if base_id else None
    lines = unpack(bytes(row.data)) if row else ()
    return Matcher(patterns(chain(starter(), lines), "base"))


def _overlay(version: int) -> Matcher:
    held = OverlayEntry.objects.filter(Q(removed_in=None) | Q(removed_in__gt=version), added_in__lte=version)
    return Matcher(patterns(chain.from_iterable(held.values_list("built", flat=True)), "tenant"))
