"""Ask questions on a folder of files through the whole pipeline, and say how many answers were right and honest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from chat.pipeline import collect, run_turn
from chat.services import create_bot, delete_bot, publish_bot
from chat.turn import Closed, Outcome, TurnRequest
from chat.types import BotInfo, BotSettings
from gateway.selectors import cards
from gateway.services import save_route
from gateway.types import RouteStep
from kit.database import run_unit
from kit.errors import HeyanError, Invalid
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.selectors import document
from knowledge.services import add_document, create_base
from tenants.types import Principal, Subject

REFUSED = frozenset({Outcome.NOT_IN_MATERIAL, Outcome.REFUSED})
REASONING = "reasoning"
"""The kind of question that takes a sum, a date or a proportion."""
_MARK = re.compile(r"\[\d{1,2}\]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row of the questions. No `answers`: the material does not say it. `document` is empty where none is named."""

    id: str
    question: str
    answers: tuple[str, ...]
    document: str
    page: int | None
    kind: str = ""

    @classmethod
    def read(cls, row: dict[str, Any]) -> Question:
        return cls(
            id=str(row["id"]),
            question=row["question"],
            answers=tuple(row["answers"]),
            document=row.get("document") or "",
            page=row.get("page"),
            kind=row.get("kind") or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A question with what came back. `document_ok` and `page_ok`: a citation points there."""

    question: Question
    outcome: str
    answer: str
    answer_ok: bool
    document_ok: bool
    page_ok: bool
    cited: tuple[tuple[str, int | None], ...]

    @property
    def refused(self) -> bool:
        return self.outcome in REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What was ingested: the base that holds each file, the one that holds all of them where there is one, the path of
    each document, and what failed with the reason."""

    bases: dict[str, UUID]
    shared: UUID | None = None
    paths: dict[UUID, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def ingest(folder: Path, *, per_document: bool, by: Principal) -> Material:
    """Bring in every file below `folder` as an upload is, into one base or each into its own."""
    shared = None if per_document else _base("all", by)
    material = Material(bases={}, shared=shared)
    for number, path in enumerate(sorted(each for each in folder.rglob("*") if each.is_file())):
        name = path.relative_to(folder).as_posix()
        material.bases[name] = shared or _base(f"file-{number}", by)
        try:
            with path.open("rb") as content, tenant_scope(by.tenant_id):
                made = add_document(base_id=material.bases[name], name=path.name, content=content, by=by)
        except HeyanError as error:
            material.failed[name] = error.code
            continue
        material.paths[made.id] = name
        run_due(by.tenant_id)
    with tenant_scope(by.tenant_id):
        for document_id, name in material.paths.items():
            if (error_code := document(document_id, principal=by).error) != "":
                material.failed[name] = error_code
    return material


def _base(slug: str, by: Principal) -> UUID:
    with tenant_scope(by.tenant_id):
        return create_base(slug=slug, name=slug, by=by).id


class Examiner:
    """Asks, one question after the other, a bot for each base."""

    def __init__(self, material: Material, *, model: str, by: Principal) -> None:
        self._material, self._by = material, by
        self._bots: dict[UUID, BotInfo] = {}
        with tenant_scope(by.tenant_id):
            self._route = _route_to(model, by) if model else None

    async def ask(self, question: Question) -> Marked:
        """The question with its answer. Where it cannot be asked, since no file of the name is there, it is missed."""
        base_id = self._material.shared or self._material.bases.get(question.document)
        if base_id is None:
            return _missed(question)
        if base_id not in self._bots:
            self._bots[base_id] = await run_unit(self._by.tenant_id, self._make_bot, base_id)
        bot = self._bots[base_id]
        return self._marked(question, await collect(run_turn(self._request(bot, question))))

    def leave(self) -> None:
        """Delete the bots with all that was asked."""
        with tenant_scope(self._by.tenant_id):
            for bot in self._bots.values():
                delete_bot(bot_id=bot.id, by=self._by)

    def _make_bot(self, base_id: UUID) -> BotInfo:
        settings = BotSettings(name="Evaluation", base_ids=(base_id,), route_id=self._route)
        bot = create_bot(slug=f"evaluation-{len(self._bots)}", settings=settings, by=self._by)
        return publish_bot(bot_id=bot.id, published=True, by=self._by)

    def _request(self, bot: BotInfo, question: Question) -> TurnRequest:
        tenant_id = self._by.tenant_id
        return TurnRequest(
            tenant_id=tenant_id,
            bot_slug=bot.slug,
            principal=self._by,
            subject=Subject(tenant_id=tenant_id, channel="console", external_id=self._by.actor),
            channel="evaluation",
            question=question.question,
        )

    def _marked(self, question: Question, closed: Closed) -> Marked:
        cited = tuple((self._material.paths.get(each.document_id, ""), each.page) for each in closed.citations)
        return Marked(
            question=question,
            outcome=closed.outcome.value,
            answer=closed.answer,
            answer_ok=holds(closed.answer, question.answers),
            document_ok=any(name == question.document for name, _ in cited if name),
            page_ok=(question.document, question.page) in cited,
            cited=cited,
        )


def _missed(question: Question) -> Marked:
    return Marked(
        question=question,
        outcome="not_asked",
        answer="",
        answer_ok=False,
        document_ok=False,
        page_ok=False,
        cited=(),
    )


def _route_to(model: str, by: Principal) -> UUID:
    """A route with this card alone. Raises Invalid for a model that is not there."""
    chosen = [card for card in cards() if model in (card.name, card.vendor, card.model)]
    if not chosen:
        raise Invalid(field="model")
    return save_route(name="evaluation", steps=[RouteStep(card_id=chosen[0].id)], default=False, by=by).id


def holds(answer: str, wanted: Iterable[str]) -> bool:
    """Does the answer hold one of the strings, whatever the width, case, spaces and citation marks?"""
    said = _folded(answer)
    return any(_folded(each) in said for each in wanted if each.strip())


def _folded(text: str) -> str:
    return _SPACE.sub("", _MARK.sub("", unicodedata.normalize("NFKC", text))).casefold()


def figures(marked: Sequence[Marked]) -> dict[str, float | int]:
    """The rates of `eval_answers`, 0–1. A rate over no rows is 0."""
    present = [each for each in marked if each.question.answers]
    absent = [each for each in marked if not each.question.answers]
    sums = [each for each in present if each.question.kind == REASONING]
    with_page = [each for each in marked if each.question.page is not None and each.question.answers]
    return {
        "n": len(marked),
        "n_present": len(present),
        "n_absent": len(absent),
        "answer_ok": _rate(each.answer_ok for each in present),
        "document_ok": _rate(each.document_ok for each in present),
        "page_ok": _rate(each.page_ok for each in with_page),
        "calculations_ok": _rate(each.answer_ok for each in sums),
        "refused_absent": _rate(each.refused for each in absent),
        "refused_present": _rate(each.refused for each in present),
    }


def by_kind(marked: Sequence[Marked]) -> dict[str, dict[str, float | int]]:
    """The same for each kind of question, where the rows name one."""
    kinds = sorted({each.question.kind for each in marked if each.question.kind})
    return {kind: figures([each for each in marked if each.question.kind == kind]) for kind in kinds}


def _rate(values: Iterator[bool]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 4) if held else 0.0
