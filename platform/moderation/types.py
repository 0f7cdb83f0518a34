"""What moderation hands to other apps: actions, hits, verdicts, and the two faces of a screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Protocol
from uuid import UUID

Side = Literal["input", "output", "document"]
Releases = Literal["characters", "sentences"]
EntryKind = Literal["term", "phrase"]
Layer = Literal["base", "tenant"]


class Action(StrEnum):
    """What a policy does about a hit. All but the first two stop the text."""

    ALLOW = "allow"
    MASK = "mask"
    SET_ANSWER = "set_answer"
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    HOLD = "hold"

    @property
    def stops(self) -> bool:
        return self not in (Action.ALLOW, Action.MASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule that fired on the characters `start:end` of the text that was judged.

    `rule` names the rule without quoting a term: `lexicon:base:<digest>`, `personal:mobile`, `injection:<pattern>`.
    `confidence` is from 0 to 1.
    """

    rule: str
    category: str
    start: int
    end: int
    action: Action
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """A set text in several languages; empty (and false) where the verdict needs none."""

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def says(self, language: str) -> str:
        """The text in `language` (`zh-hans`, `en`), in its main language, or in the first one that there is."""
        held = dict(self.texts)
        main = language.split("-", maxsplit=1)[0].lower()
        near = [text for name, text in self.texts if name.split("-", maxsplit=1)[0] == main]
        return held.get(language.lower()) or (near or list(held.values()) or [""])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a policy says about a text.

    `hits` are in order of place and end with the hit that decided, where one did. `masked` is the text with every
    masked hit starred, character for character, so that offsets stay; on a stream it is what was released.
    `versions` names the policy, the lexicons and the detectors. `flagged` says that the action stops the text.
    """

    action: Action
    category: str
    hits: tuple[Hit, ...]
    notice: Notice
    masked: str
    versions: tuple[tuple[str, str], ...]

    @property
    def flagged(self) -> bool:
        return self.action.stops

    @property
    def personal(self) -> bool:
        """Does the text hold personal data that a detector recognised?"""
        return any(hit.rule.startswith("personal:") for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Release:
    """What may be shown now. `verdict` is set by the push that stops the stream, and by `finish`."""

    text: str
    verdict: Verdict | None = None


class Holdback(Protocol):
    """One stream. Everything that `push` and `finish` release, joined, may be shown; nothing else may."""

    def push(self, delta: str) -> Release:
        """Take what the model wrote. After a stopping verdict every further call releases nothing.

        Raises ModerationBroken.
        """

    def finish(self) -> Release:
        """The text has ended: release the rest, with the verdict on the whole. Raises ModerationBroken."""


class Screen(Protocol):
    """A policy with its lexicons and detectors, in fixed versions; may be shared between threads."""

    @property
    def releases(self) -> Releases:
        """The unit in which a stream lets text go."""

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Names and versions of the policy, the lists and the detectors."""

    def judge(self, text: str) -> Verdict:
        """Judge a whole text. Raises ModerationBroken."""

    def stream(self) -> Holdback:
        """Begin a stream; its verdict and released text are those of `judge` on the whole, however it is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryInfo:
    """A term or an allow-phrase of the tenant's overlay, as people see it."""

    id: UUID
    kind: EntryKind
    text: str
    category: str
    confidence: float
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconInfo:
    """The lexicon in force: both versions, when they changed, and terms per risk code."""

    base_version: int
    base_updated_at: datetime | None
    overlay_version: int
    overlay_updated_at: datetime | None
    terms: Mapping[str, int] = field(default_factory=dict)
    phrases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInfo:
    """A policy in its current version. `rules` is the document that `moderation.policies` describes."""

    id: UUID | None
    name: str
    version: int
    is_default: bool
    rules: dict[str, Any]
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import of a word list did. `refused` holds line numbers with the reason."""

    version: int
    terms: int
    phrases: int
    refused: tuple[tuple[int, str], ...]
