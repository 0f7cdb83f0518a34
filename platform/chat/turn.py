"""The frozen values of one turn: what is asked for, what each stage adds, and what a door is told. No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

if TYPE_CHECKING:
    from chat.types import BotInfo
    from consent.types import Basis
    from gateway.types import Call, Decision, Message, Params, Usage
    from knowledge.types import PairMatch, Passage
    from labels.types import Label
    from moderation.types import Verdict
    from tenants.types import AttributeInfo, Principal, Subject

Channel = Literal["console", "widget", "api", "openai", "command", "evaluation"]
Side = Literal["input", "history", "passage", "output"]
Finish = Literal["stop", "length", "content_filter", "aborted"]
Stage = Literal[
    "consent",
    "input_moderation",
    "understanding",
    "direct",
    "retrieval",
    "clarification",
    "routing",
    "generation",
    "grounding",
    "output_moderation",
    "labelling",
    "audit",
]


class Outcome(StrEnum):
    """How a turn ended. `direct` and `clarify` belong to question-and-answer pairs and to questions back."""

    ANSWERED = "answered"
    DIRECT = "direct"
    CLARIFY = "clarify"
    NOT_IN_MATERIAL = "not_in_material"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    HELD = "held"
    ABORTED = "aborted"


class Stop(StrEnum):
    """Why a running turn is cut off from outside."""

    CLIENT_LEFT = "client_left"
    LEASE_LOST = "lease_lost"
    SWITCHED_OFF = "switched_off"
    WITHDRAWN = "consent_withdrawn"
    NO_EVIDENCE = "no_evidence"


class Refusal(Exception):
    """A stage stops the turn. `notice` is the text to show, in the question's language; `outcome` is refused, handed
    over, held, not_in_material, or clarify with its question back; `failure` is set where the door must answer with an
    error status."""

    def __init__(
        self,
        reason: str,
        category: str = "",
        notice: str = "",
        *,
        outcome: Outcome = Outcome.REFUSED,
        failure: Failure | None = None,
        verdict: tuple[Side, Verdict] | None = None,
        clarification: Clarification | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.category = category
        self.notice = notice
        self.outcome = outcome
        self.failure = failure
        self.verdict = verdict
        self.clarification = clarification


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a turn ended without its answer. `code` is stable, `status` is the HTTP status of an unstreamed answer,
    `retry_after` the seconds after which it may go better; 0 where nobody knows."""

    code: str
    status: int
    says: str
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage that a sentence rests on. `n` is the number in the text (`[n]`) and in `Passages`; `quote` is verbatim."""

    n: int
    passage_id: UUID
    document_id: UUID
    version_id: UUID
    document: str
    version: int
    page: int | None
    cell: str | None
    quote: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a question back. An empty `value`: the person does not know, or it does not matter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """The one question back on which the answer depends. `about` is the question that waits for it, standing alone."""

    attribute: str
    about: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Something that is known of who asks: `shown` is the value in his language. `said`: in this conversation, where he
    may take it back; else his sign-in, his site or the calling system vouches for it."""

    attribute: str
    label: str
    value: str
    shown: str
    said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the questions of a message, standing alone, with the attributes that narrow its search. `named`: the values
    that it speaks of itself, about which nobody is asked. `found`: the passages that were found for it, best first; `prompt`:
    what the model was asked for it."""

    question: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    found: tuple[UUID, ...] = ()
    prompt: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRequest:
    """One question as a door hands it in.

    `history` is only read where the client keeps it (`/v1`); with a `conversation_id` the stored turns are used.
    `language` (`zh-hans`, `en`) is for notices; empty means that of the question. `attested` names the legal basis that
    an API key vouches for. `attributes` are what the door knows of who asks, by sign-in, signed data or an API key, never
    what he typed himself. `test` marks a turn of the console's test chat: an unpublished bot answers it. `trial`
    is a pair that nobody has approved yet, which a test turn meets as if it had been found.
    """

    tenant_id: UUID
    bot_slug: str
    principal: Principal
    subject: Subject
    channel: Channel
    question: str
    conversation_id: UUID | None = None
    history: tuple[Message, ...] = ()
    extra_system: str = ""
    language: str = ""
    params: Params | None = None
    idempotency_key: str = ""
    attested: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    test: bool = False
    trial: PairMatch | None = None

    def __post_init__(self) -> None:
        """What nobody has approved is met by test turns only. Raises ValueError."""
        if self.trial is not None and not self.test:
            raise ValueError("only a test turn meets an unapproved pair")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn on its way through the stages. A stage returns a copy that knows more.

    `said` is what the person said about himself in the conversation, '' where he was asked and did not know; `before`
    are the questions asked in it, standing alone, oldest first; `waiting` is its question back, if that came last.
    """

    id: UUID
    request: TurnRequest
    bot: BotInfo
    conversation_id: UUID
    opened_at: datetime
    language: str
    lease: UUID
    history: tuple[Message, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    waiting: Clarification | None = None
    basis: Basis | None = None
    verdicts: tuple[tuple[Side, Verdict], ...] = ()
    masked: str = ""
    personal: bool = False
    searched: str = ""
    attributes: tuple[AttributeInfo, ...] = ()
    known: tuple[Known, ...] = ()
    parts: tuple[Part, ...] = ()
    clarification: Clarification | None = None
    direct: PairMatch | None = None
    sensitivity: Literal["public", "internal", "confidential"] = "public"
    passages: tuple[Passage, ...] = ()
    call: Call | None = None
    decision: Decision | None = None
    prompt: tuple[Message, ...] = ()
    answer: str = ""
    citations: tuple[Citation, ...] = ()
    outcome: Outcome | None = None
    reason: str = ""
    category: str = ""
    finish: Finish = "stop"
    label: Label | None = None
    withheld: int = 0
    usage: Usage | None = None
    failure: Failure | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    timings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The opening entry has committed. `replayed` means that a recorded end follows."""

    turn_id: UUID
    conversation_id: UUID
    bot_version: int
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A stage began or ended. `data`: `ms` when done; `place` in a model's queue; `model` and `reason` of a route."""

    stage: Stage
    state: Literal["started", "done", "waiting", "switched"]
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """What was found, screened, in the order of its numbers: the first is `[1]`. Also the nearest ones of not_in_material."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """Screened text that may be shown, to be appended. It can't exist without its label.

    `seq` is the number of characters released so far, this text included: what `resume` takes as `after_seq`.
    `citations` are those whose mark stands in this text for the first time in this answer.
    """

    seq: int
    text: str
    citations: tuple[Citation, ...]
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The last event of every turn; its closing entry has committed.

    `answer` is everything that was released, joined, or the notice of a turn that ended without an answer. `choices` are
    those of a question back; `known` is what is known of who asks, when the turn ended.
    """

    turn_id: UUID
    outcome: Outcome
    answer: str
    citations: tuple[Citation, ...]
    label: Label
    finish: Finish
    usage: Usage | None = None
    error: Failure | None = None
    choices: tuple[Choice, ...] = ()
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """The recorded end of a turn that was asked for again under its idempotency key, or looked at after its end."""

    opened: Opened
    passages: Passages
    closed: Closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of the answer on its way from the model to the client; each stage of the stream gives one for each it takes.

    Only the last stages may be believed: `text` is the model's own until output moderation has released it. `withheld`
    counts sentences that grounding kept back.
    """

    text: str = ""
    citations: tuple[Citation, ...] = ()
    verdict: Verdict | None = None
    decision: Decision | None = None
    progress: Progress | None = None
    withheld: int = 0
    finish: Finish | None = None
    usage: Usage | None = None
    label: Label | None = None


TurnEvent = Opened | Progress | Passages | Released | Closed
