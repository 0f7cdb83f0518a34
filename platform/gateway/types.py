"""What other apps see of models: messages, calls, cards, decisions, and what a stream brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

Role = Literal["system", "user", "assistant"]
Purpose = Literal["answer", "rewrite", "draft", "embed", "judge", "probe"]
Sensitivity = Literal["public", "internal", "confidential"]
Location = Literal["builtin", "local", "private", "hosted"]
CardState = Literal["ready", "loading", "unprobed", "broken", "off"]
LimitName = Literal["max_tokens", "max_completion_tokens", ""]
BudgetScope = Literal["tenant", "bot", "key", "subject"]

IN_HOUSE: frozenset[Location] = frozenset({"builtin", "local", "private"})
"""Where unmasked personal data and confidential text may go."""

NOT_IN_MATERIAL = "NOT IN MATERIAL"
"""The whole answer of a model, the extractive one included, to whom the passages do not say it."""

QUESTION_MARKS = ("\n问题：", "\nQuestion: ")
"""Where a last message holds the material too, the question stands after the last of these."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How to answer; None leaves it to the model."""

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one call. `estimated`: the upstream did not count them, or was cut off before it could."""

    prompt_tokens: int
    completion_tokens: int
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A piece of an answer. Exactly one, the last, has `finish` ("stop" or "length") and the usage."""

    text: str = ""
    finish: Literal["stop", "length", "content_filter"] | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """The call waits for its model; 1 is next."""

    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """A fallback takes over; only ever before the first piece of text. `reason` is a code of `UpstreamBroken`."""

    before: Card
    card: Card
    reason: str


class Source(Protocol):
    """What an adapter may see of a passage that lies beside the question."""

    @property
    def text(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def score(self) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a probe found; None was not probed. `limit_name` is what the server calls the limit on an answer;
    `extras`: it takes its vendor's own fields; `thinks_first`: answers begin inside a thought that the prompt opened."""

    streaming: bool | None = None
    system_role: bool | None = None
    tools: bool | None = None
    images: bool | None = None
    stream_options: bool | None = None
    limit_name: LimitName = "max_tokens"
    extras: bool | None = None
    thinks_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A model as people choose it. `offered_by`: the platform, for all tenants, or the tenant itself.

    `progress` (0-1) and `problem` (a code) belong to the states loading and broken. Prices are per 1,000 tokens.
    """

    id: UUID
    name: str
    vendor: str
    model: str
    location: Location
    capabilities: Capabilities
    context_tokens: int
    filing_number: str = ""
    licence: str = ""
    data_location: str = ""
    retires_on: date | None = None
    probed_at: datetime | None = None
    state: CardState = "ready"
    offered_by: Literal["platform", "tenant"] = "tenant"
    base_url: str = ""
    has_key: bool = False
    progress: float = 1.0
    problem: str = ""
    prompt_price: Decimal = Decimal(0)
    completion_price: Decimal = Decimal(0)
    currency: str = "CNY"
    parallel: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Why, for whom and with what kind of text a model is called. `personal`: unmasked personal data is in the text."""

    tenant_id: UUID
    purpose: Purpose
    sensitivity: Sensitivity
    personal: bool
    legal_basis: str
    turn_id: UUID | None = None
    bot_id: UUID | None = None
    subject: str = ""
    key_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Which card answers and why; which ones were passed over, each with its reason; where a failure may lead."""

    card: Card
    reason: str
    passed_over: tuple[tuple[str, str], ...] = ()
    fallbacks: tuple[Card, ...] = ()
    route: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """A candidate of a route. It is taken for calls that fit all of its conditions; empty conditions fit every call.

    `as_fallback`: it may also take over when an earlier candidate fails in the middle of a call.
    """

    card_id: UUID
    purposes: frozenset[Purpose] = frozenset()
    sensitivities: frozenset[Sensitivity] = frozenset()
    as_fallback: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteInfo:
    """A route with its candidates in order."""

    id: UUID
    name: str
    version: int
    default: bool
    steps: tuple[RouteStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeStep:
    """One thing that was tried: what came out, as a code, and the milliseconds it took."""

    name: Literal["reachable", "streaming", "system_role", "tools", "context", "images"]
    outcome: Literal["waiting", "running", "yes", "no", "unknown", "failed"]
    code: str = ""
    ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeReport:
    """A probe, running or done."""

    card_id: UUID
    steps: tuple[ProbeStep, ...]
    done: bool
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetInfo:
    """A limit. `scope_id` empty: it holds for each bot, key or subject on its own. None is no limit."""

    id: UUID
    scope: BudgetScope
    scope_id: str
    tokens_per_day: int | None
    tokens_per_month: int | None
    cost_per_month: Decimal | None
    calls_per_minute: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageInfo:
    """What was used in a period, by the key that was asked for (a model, a bot, a day)."""

    key: str
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalModelState:
    """How far the small local model is. `state`: absent, fetching, checking, loading, ready, failed."""

    state: str
    percent: float = 0.0
    bytes: int = 0
    total: int = 0
    problem: str = ""
    base_url: str = ""
    name: str = ""
    licence: str = ""
    context_tokens: int = 0
