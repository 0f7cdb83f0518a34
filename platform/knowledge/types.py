"""What other apps see of bases, documents and passages: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from knowledge.quality import Quality

PairState = Literal["draft", "approved"]
Sensitivity = Literal["public", "internal", "confidential"]
State = Literal["working", "ready", "failed"]
Stage = Literal["received", "parsed", "split", "screened", "embedded", "ready"]

STAGES: tuple[Stage, ...] = ("received", "parsed", "split", "screened", "embedded", "ready")
"""The steps of ingestion in their order. Each is finished once, and ingestion goes on after the last finished one."""

Kind = Literal["text", "pair"]

Audience = Mapping[str, tuple[str, ...]]
"""To whom a text applies: the values that an attribute may have, as {"city": ("上海", "北京")}. An attribute that is not
named does not matter; empty: to everybody. Names are in lower case, values are compared without regard to case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search; what is empty narrows nothing.

    `tags`: documents that have one of them. `languages`: as `DocumentInfo.language` has them. `since`, `until`: the
    moment from which the version is in force, else its upload, is not before the one and is before the other.
    `attributes`: what is known of the person who asks; a text for other values is not found, one that asks for an
    unknown attribute is.
    """

    tags: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryInfo:
    """A word of the tenant's own, the words that mean the same, and what they mean."""

    id: UUID
    term: str
    words: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseInfo:
    """A knowledge base. `groups` empty: every member may read it. `documents` and `passages` count what can be found."""

    id: UUID
    slug: str
    name: str
    sensitivity: Sensitivity
    language: str
    groups: frozenset[UUID]
    documents: int = 0
    passages: int = 0
    direct_threshold: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class StageInfo:
    """One finished stage of a version's ingestion: when, how long it took, and how many of what came out.

    `counts` by stage: received `bytes`; parsed `blocks characters pages`; split `passages`; screened `passages flagged`;
    embedded `vectors`; ready `passages`.
    """

    stage: Stage
    at: datetime
    ms: int
    counts: dict[str, int]


DRAWN = frozenset({"PDF", "PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"})
"""Formats whose pages can be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInfo:
    """One version of a document with its way through ingestion. `error` is a stable code, `problem` its sentence in the
    reader's language; `notes` are sentences about what was read with reservations, `quality` is None
    until the file has been read."""

    id: UUID
    document_id: UUID
    number: int
    state: State
    stage: Stage
    current: bool
    timeline: tuple[StageInfo, ...]
    error: str
    problem: str
    notes: tuple[str, ...]
    file_name: str
    size: int
    sha256: str
    format: str
    pages: int | None
    passages: int
    valid_from: datetime | None
    valid_until: datetime | None
    created_at: datetime
    added_by: str = ""
    quality: Quality | None = None

    @property
    def drawn(self) -> bool:
        """Whether its pages can be shown as pictures."""
        return bool(self.pages) and self.format in DRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """A document as lists show it. `state`, `stage`, `counts` and `error` are those of its newest version, `version` is
    the number of the one that search uses (0: none yet). `groups` empty: whoever reads the base reads it. `language` is
    "zh", "en" or "" for others. `owner` is the member who answers for it, by the day `review_on` again."""

    id: UUID
    base_id: UUID
    name: str
    state: State
    stage: Stage
    counts: dict[str, int]
    error: str
    problem: str
    version: int
    newest: VersionInfo
    created_at: datetime
    owner: UUID | None = None
    review_on: date | None = None
    tags: tuple[str, ...] = ()
    groups: frozenset[UUID] = frozenset()
    language: str = ""
    audience: Audience = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a document's version, with its place.

    `box` is (left, top, right, bottom) as shares 0–1 of its page. `score` is the relevance to the question, 0–1, that
    orders the passages of one search; `arms` are the figures behind it (`lexical`: BM25, `coverage`: its share of what
    the question could reach, `dense`: cosine). Both are empty where a passage was fetched by its id. `withheld` names
    the category for which the document policy keeps the passage back; `unscreened` until it has been judged. `audience`
    is to whom it applies, by its document and by its own section together. `cell` is where its first row begins, `cells`
    says at which character of `text` each cell begins.
    """

    id: UUID
    base_id: UUID
    document_id: UUID
    version_id: UUID
    document: str
    version: int
    page: int | None
    box: tuple[float, float, float, float] | None
    path: str
    sheet: str | None
    cell: str | None
    text: str
    ordinal: int = 0
    on: bool = True
    withheld: str = ""
    score: float = 0.0
    arms: dict[str, float] = field(default_factory=dict)
    kind: Kind = "text"
    audience: Audience = field(default_factory=dict)
    cells: tuple[tuple[int, str], ...] = ()

    def cell_of(self, quote: str) -> str | None:
        """The cell in which a quote of `text` begins; where that can't be told, the passage's own."""
        at = self.text.find(quote) if quote else -1
        before = [place for start, place in self.cells if start <= at]
        return before[-1] if before else self.cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Passages as a policy lets them be seen, and how many it kept back."""

    passages: tuple[Passage, ...]
    withheld: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """A page that may be drawn: its number from 1, and the key of its file."""

    version_id: UUID
    page: int
    file: str


Standing = Literal["expiring", "expired", "review", "ownerless"]
"""Why a document needs somebody: it ends within 30 days, has ended, is to be reviewed, or nobody answers for it."""

OverlapKind = Literal["duplicate", "number", "date", "duty"]
OverlapState = Literal["open", "kept", "superseded", "scoped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapSide:
    """One of two passages that overlap: what it says, and whose it is. `valid_until` is its version's."""

    passage: Passage
    says: str
    owner: UUID | None
    added_at: datetime
    valid_from: datetime | None
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapInfo:
    """Two documents of which one repeats the other, or two passages that disagree; the older one first.

    `likeness` is the share of the repeated passages, or how alike the subjects are, 0–1. `repeated` counts passages.
    """

    id: UUID
    kind: OverlapKind
    first: OverlapSide
    second: OverlapSide
    likeness: float
    repeated: int
    state: OverlapState
    decided_by: str
    decided_at: datetime | None
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it was taken in."""

    key: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSource:
    """A passage that a pair's answer rests on, in the version that it was taken from."""

    document_id: UUID
    version_id: UUID
    passage_id: UUID
    document: str
    version: int
    page: int | None = None

    @classmethod
    def of(cls, passage: Passage) -> PairSource:
        return cls(
            document_id=passage.document_id,
            version_id=passage.version_id,
            passage_id=passage.id,
            document=passage.document,
            version=passage.version,
            page=passage.page,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairInfo:
    """A question in several phrasings with its answer, as it was saved last.

    `live`: this version answers now; `ready`: it has been screened and indexed. `withheld` names the category for which
    the document policy keeps it back, `unscreened` until it has been judged. `drafted_by` names the model that wrote the
    draft; empty where a person did. `owner` and `approved_by` are references such as `member:<uuid>`.
    """

    id: UUID
    base_id: UUID
    document_id: UUID
    version_id: UUID
    passage_id: UUID
    version: int
    questions: tuple[str, ...]
    answer: str
    state: PairState
    ready: bool
    live: bool
    withheld: str
    problem: str
    tags: tuple[str, ...]
    audience: Audience
    valid_from: datetime | None
    valid_until: datetime | None
    owner: str
    approved_by: str
    approved_at: datetime | None
    drafted_by: str
    sources: tuple[PairSource, ...]
    created_at: datetime
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairVersion:
    """What a pair said in one of its versions."""

    id: UUID
    number: int
    questions: tuple[str, ...]
    answer: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMatch:
    """The pair that is nearest to a question, and how near, 0–1. From `threshold` on, which is its base's, its answer may
    be given as it stands. `sources` are the passages behind it that the person may read."""

    pair_id: UUID
    passage: Passage
    phrasing: str
    score: float
    threshold: float
    sources: tuple[Passage, ...] = ()

    @property
    def direct(self) -> bool:
        return self.score >= self.threshold


@dataclass(frozen=True, slots=True)
class VersionFile:
    """The file of one version: its key, and what its owner calls it."""

    version_id: UUID
    file: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBlock:
    """A heading (`level` 1–6), paragraph, list item, table row (its `cells`; `table` numbers the tables) or piece of code."""

    kind: Literal["heading", "paragraph", "list_item", "table_row", "code"]
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSourceInfo:
    """A list of addresses or a sitemap (`kind`: "list" or "sitemap"), read "daily", "weekly" or only when asked ("off").

    `counts` says how many of its pages are in which state. `problem` is a sentence about the sitemap itself.
    """

    id: UUID
    base_id: UUID
    kind: str
    address: str
    every: str
    reading: bool
    read_at: datetime | None
    due_at: datetime | None
    problem: str
    counts: dict[str, int]
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPageInfo:
    """One address. `state`: waiting, ready, failed, gone (its document is taken out) or removed (a person deleted it)."""

    id: UUID
    source_id: UUID
    document_id: UUID | None
    address: str
    title: str
    state: str
    problem: str
    read_at: datetime | None
    changed_at: datetime | None
