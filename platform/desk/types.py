"""What the desk shows to the front doors: ratings, clusters of questions, drafts, cases, wishes, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from knowledge.types import Passage

Verdict = Literal["good", "bad"]
Reason = Literal["", "wrong", "half", "too_long", "outdated", "not_found"]
Cause = Literal["not_in_material", "wrong", "half", "too_long", "outdated", "not_found", "bad", "corrected"]
State = Literal["counted", "open", "waiting", "answered", "refuse", "off_topic"]
DraftState = Literal["waiting", "approved", "returned"]
Origin = Literal["person", "model", "passage"]
Expects = Literal["pair", "document", "outcome"]

VERDICTS: tuple[Verdict, ...] = ("good", "bad")
REASONS: tuple[Reason, ...] = ("wrong", "half", "too_long", "outdated", "not_found")
LISTED: tuple[State, ...] = ("open", "waiting")
"""What an editor still has to do something about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingInfo:
    """What one subject says about one answer. `correction` is what the answer should have been."""

    turn_id: UUID
    verdict: Verdict
    reason: Reason
    comment: str
    correction: str
    by_operator: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterInfo:
    """Questions that ask the same thing of one bot. `asks` counts conversations, `causes` how often each occurred."""

    id: UUID
    bot_id: UUID
    bot_slug: str
    bot_name: str
    wording: str
    state: State
    asks: int
    people: int
    wishes: int
    causes: Mapping[str, int]
    first_at: datetime
    last_at: datetime
    raised_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One time that a question of a cluster was asked; texts as they were screened."""

    turn_id: UUID
    conversation_id: UUID
    question: str
    causes: tuple[str, ...]
    comments: tuple[str, ...]
    correction: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftInfo:
    """An answer that somebody wrote for a cluster, and what became of it. `source` names a passage by its ids."""

    id: UUID
    cluster_id: UUID
    questions: tuple[str, ...]
    answer: str
    base_id: UUID
    source: Mapping[str, Any]
    origin: Origin
    state: DraftState
    by: str
    by_name: str
    at: datetime
    decided_name: str
    decided_at: datetime | None
    note: str
    pair_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterView:
    """Everything about a cluster: how it was asked, the last answer with the passages found, and the drafts."""

    info: ClusterInfo
    asked: tuple[Asked, ...]
    answer: str
    outcome: str
    label: str
    passages: tuple[Passage, ...]
    drafts: tuple[DraftInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A draft's text before anybody has saved it. `label` is the AI label where a model wrote it."""

    answer: str
    origin: Origin
    source: Mapping[str, Any]
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInfo:
    """A question that must go on being answered as it is now. `passing` is None until it has run."""

    id: UUID
    bot_id: UUID
    bot_slug: str
    question: str
    expects: Expects
    expected: Mapping[str, Any]
    passing: bool | None
    last_run_at: datetime | None
    cluster_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResultInfo:
    """How a case came out once. `why` is a code, empty where it passed."""

    at: datetime
    passed: bool
    outcome: str
    why: str
    turn_id: UUID | None
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRunInfo:
    """One run of the cases. `done_at` is None while it runs."""

    id: UUID
    cause: str
    at: datetime
    done_at: datetime | None
    total: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer that came after its question. `turn_id` is the turn that holds it."""

    wish_id: UUID
    turn_id: UUID
    conversation_id: UUID
    question: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Questions of a day or of the week that begins on it, and how many of them the material did not answer."""

    day: date
    asked: int
    unanswered: int

    @property
    def share(self) -> float:
        """0–1; 0 where nothing was asked."""
        return self.unanswered / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHits:
    """How often a passage was found for a question and cited in an answer. `passage` is None where it is gone."""

    passage_id: UUID
    document_id: UUID
    found: int
    cited: int
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHits:
    """The same for a document, whatever its version. `last_on` is the last day on which it was found."""

    document_id: UUID
    base_id: UUID
    name: str
    base_name: str
    found: int
    cited: int
    last_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of a period, for one bot or all."""

    first: date
    last: date
    shares: tuple[Share, ...]
    asked: int
    unanswered: int
    good: int
    bad: int
    reasons: Mapping[str, int]
    documents: tuple[DocumentHits, ...]
    never: tuple[DocumentHits, ...]
    passages: tuple[PassageHits, ...] = field(default=())
