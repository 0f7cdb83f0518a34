"""What people are told, what they agreed to, and what allows the processing of their data."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

Purpose = Literal["service", "improvement", "analytics"]
Language = Literal["zh-hans", "en"]
BasisKind = Literal["consent", "contract", "attested", "none"]
DecisionKind = Literal["granted", "refused", "withdrawn"]

PURPOSES: Final[tuple[Purpose, ...]] = ("service", "improvement", "analytics")
OPTIONAL: Final[tuple[Purpose, ...]] = ("improvement", "analytics")
LANGUAGES: Final[tuple[Language, ...]] = ("zh-hans", "en")

ASK_AGAIN_AFTER: Final = timedelta(days=30)
"""Nobody who said no to an optional purpose is asked again sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A published text, for one purpose in one language. `sha256` is over title, an empty line and body, in UTF-8."""

    id: UUID
    purpose: Purpose
    language: Language
    version: int
    title: str
    body: str
    sha256: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that is being written; nobody is asked to agree to it."""

    purpose: Purpose
    language: Language
    title: str
    body: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that a person decided about one purpose. `notice` is what was shown; None for a bare withdrawal."""

    id: UUID
    purpose: Purpose
    kind: DecisionKind
    at: datetime
    channel: str
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why this data may be processed for `purpose`. `reference` names the evidence: a decision, or what was attested."""

    kind: BasisKind
    purpose: Purpose
    notice_version: int = 0
    reference: str = ""
