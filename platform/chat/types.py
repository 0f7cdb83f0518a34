"""What chat shows to the front doors: bots, conversations and the operator's view of a turn. Frozen, no models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from chat.turn import Choice, Citation, Known, Outcome

Audience = Literal["staff", "customers"]
Tone = Literal["formal", "warm", "brief"]
TemplateName = Literal["hr", "after_sales", "it_help"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSettings:
    """Everything about a bot that has versions.

    `threshold` is the least score (0–1) of the best passage: below it the material does not say. `passages` is how many
    are found per question. `contact` tells whom to ask when the material does not say. A bot without bases talks freely,
    under its policy. Without a route or a policy the tenant's default applies.
    """

    name: str
    audience: Audience = "staff"
    greeting: str = ""
    purpose: str = ""
    suggested_questions: tuple[str, ...] = ()
    tone: Tone = "formal"
    instructions: str = ""
    base_ids: tuple[UUID, ...] = ()
    threshold: float = 0.0
    passages: int = 6
    contact: str = ""
    route_id: UUID | None = None
    policy_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BotInfo:
    """A bot with its current settings. `published`: it answers; `paused`: the emergency switch, which also stops open
    streams within a second."""

    id: UUID
    slug: str
    version: int
    settings: BotSettings
    published: bool
    paused: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BotVersionInfo:
    """One saved version. `changes` maps a setting's name to (before, after), empty for the first version."""

    version: int
    settings: BotSettings
    saved_at: datetime
    saved_by: str
    note: str
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotTemplate:
    """A start for a new bot, in one language."""

    name: TemplateName
    title: str
    settings: BotSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationInfo:
    """A row in somebody's list of conversations. `title` is the first question that was let in, masked and
    cut to 60 characters; the date until there is one."""

    id: UUID
    bot_slug: str
    bot_name: str
    title: str
    channel: str
    turns: int
    started_at: datetime
    last_at: datetime
    test: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """One question and its answer as the person who asked sees them. Texts are empty once erased."""

    id: UUID
    asked_at: datetime
    question: str
    answer: str
    citations: tuple[Citation, ...]
    outcome: Outcome | None
    label: str
    aigc: Mapping[str, str]
    erased: bool
    choices: tuple[Choice, ...] = ()
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationView:
    """A conversation with its turns, oldest first, and what is known of who asks."""

    info: ConversationInfo
    turns: tuple[TurnView, ...]
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """`next_cursor` is empty on the last page."""

    items: tuple[ConversationInfo, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRecord:
    """Everything that is kept about one turn, for operators and auditors; the texts only where they were asked for.

    `verdicts` are dicts (side, action, category, hits, versions); `prompt` is the list of {role, content} that was sent;
    `timings` are pairs of stage and milliseconds; `passages` dicts {n, id, document, version, page, cell, score, text}.
    """

    id: UUID
    conversation_id: UUID
    bot_slug: str
    bot_version: int
    channel: str
    subject: str
    actor: str
    test: bool
    opened_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    reason: str
    category: str
    finish: str
    error: str
    question: str
    masked: str
    searched: str
    answer: str
    citations: tuple[Citation, ...]
    passages: tuple[Mapping[str, Any], ...]
    prompt: tuple[Mapping[str, str], ...]
    verdicts: tuple[Mapping[str, Any], ...]
    basis: Mapping[str, str]
    decision: Mapping[str, Any]
    versions: Mapping[str, str]
    prompt_tokens: int
    completion_tokens: int
    timings: tuple[tuple[str, float], ...]
    label: str
    aigc: Mapping[str, str]
    erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInfo:
    """A web site that carries a bot's widget. `public_id` stands in its script tag; `origins` are scheme://host[:port],
    where the port may be `*`. `identity_required`: visitors without a signed identity are turned away."""

    id: UUID
    public_id: str
    bot_slug: str
    name: str
    origins: tuple[str, ...]
    enabled: bool
    accent: str
    identity_required: bool
    has_secret: bool
    signed: SignedState


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedState:
    """How signed visitors of a site fared lately. `why` is forged, expired, used, other_site or unreadable; `ignored` are
    attributes that came with the last one and that the tenant does not know, or not with that value."""

    taken_at: datetime | None = None
    ignored: tuple[str, ...] = ()
    refused_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecret:
    """A site's secret at the one moment when it is shown."""

    site: SiteInfo
    raw: str = field(repr=False)


RenditionKind = Literal["summary", "translation", "comparison"]
PartKind = Literal["heading", "paragraph", "list_item", "table_row", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionPart:
    """One heading, sentence group or block of a rendition.

    `text` of a summary carries `[n]` for its `citations`; a row of a comparison has two cells, one sentence of each
    document, and the citation of each. `doubt` says what a person should look at: `figures` (a number of the original is
    missing from its translation), `missing` (the model gave nothing, so the original stands there), `differ` (the two
    documents name different figures), `alone` (what follows only this document says). `table` numbers the tables.
    """

    kind: PartKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int | None = None
    citations: tuple[Citation, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A summary or translation of one version of a document, or its comparison with the version `other_id` of another
    document, made by the platform for the member who asked.

    `done` of `total` parts are written; `problem` is the sentence of what stopped it; `kept_back` counts parts that
    screening did not let through. `label` and `aigc` mark it as made by a machine.
    """

    id: UUID
    kind: RenditionKind
    document_id: UUID
    document: str
    version_id: UUID
    version: int
    other: str
    other_id: UUID | None
    language: str
    state: Literal["working", "ready", "failed"]
    done: int
    total: int
    problem: str
    parts: tuple[RenditionPart, ...]
    kept_back: int
    model: str
    label: str
    aigc: Mapping[str, str]
    asked_at: datetime
