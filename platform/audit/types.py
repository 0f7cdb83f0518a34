"""The values of the audit trail, and the registry of what may be recorded."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext

from audit.errors import UnknownEvent

Retention = Literal["security", "content", "consent", "system"]
Phase = Literal["", "opened", "closed"]

FLOOR_DAYS: Final = 183
"""Network and security logs are kept for at least six months, whatever a tenant chooses."""

RETENTION_DAYS: Final[dict[Retention, int]] = {"security": 365, "content": 183, "consent": 1095, "system": 365}
"""Days before an entry of a class may be purged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that may be recorded. `says` is one plain sentence, a msgid, and may name kept data as `{key}`."""

    name: str
    says: str | Promise
    keeps: frozenset[str]
    retention: Retention


_events: dict[str, Event] = {}


def event(
    name: str,
    *,
    says: str | Promise,
    keeps: tuple[str, ...] = (),
    retention: Retention = "security",
) -> Event:
    """Register an event. Raises ValueError for a name that is taken and for an unknown retention class."""
    if name in _events:
        raise ValueError(f"two events are called {name}")
    if retention not in RETENTION_DAYS:
        raise ValueError(f"{name} has no retention class")
    _events[name] = Event(name=name, says=says, keeps=frozenset(keeps), retention=retention)
    return _events[name]


def registered(name: str) -> Event:
    """The event of this name. Raises UnknownEvent."""
    if name not in _events:
        raise UnknownEvent(field=name)
    return _events[name]


def events() -> tuple[Event, ...]:
    """Every registered event, by name."""
    return tuple(sorted(_events.values(), key=lambda each: each.name))


class _Kept(dict[str, Any]):
    """Data for a sentence: what an entry lacks shows as a dash, since older entries may keep less."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(name: str, data: dict[str, Any]) -> str:
    """What happened, in the reader's language; the bare name where the event is no longer known."""
    if name not in _events:
        return name
    shown = {key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in data.items()}
    return gettext(str(_events[name].says)).format_map(_Kept(shown))


class Reader(Protocol):
    """Who looks behind a pseudonym: any principal."""

    @property
    def actor(self) -> str: ...

    def may(self, permission: str) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which entries to list. `actor` and `subject` are references or pseudonyms; `cursor` comes from a Page."""

    event: str = ""
    actor: str = ""
    subject: str = ""
    turn_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    evaluation: bool | None = None
    cursor: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry as an auditor sees it. `sequence` is None until it is sealed; actor and subject are pseudonyms."""

    id: UUID
    at: datetime
    event: str
    says: str
    actor: str
    subject: str
    turn_id: UUID | None
    phase: str
    success: bool
    evaluation: bool
    data: dict[str, Any]
    commitments: dict[str, str]
    sequence: int | None
    personal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Entries, newest first, and the cursor of the next page ("" at the end)."""

    entries: tuple[EntryView, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked:
    """The references behind an entry's pseudonyms, and its personal content."""

    entry_id: UUID
    actor: str
    subject: str
    personal: dict[str, Any] = field(default_factory=dict)
