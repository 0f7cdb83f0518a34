"""Ask a question again through the whole pipeline: an editor's before saving, and every regression case."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from chat.pipeline import run_turn
from chat.selectors import bot_by_id
from chat.turn import Closed, Opened, Outcome, TurnRequest
from chat.turn import Passages as Found
from desk.likeness import digest
from desk.selectors.clusters import cluster
from desk.types import CaseInfo
from gateway.embedding import embed
from kit.database import run_unit
from kit.errors import HeyanError
from knowledge.selectors import base
from knowledge.types import PairMatch, Passage
from tenants.types import Principal, Subject, job_principal

SCOPES = frozenset({"chat.ask", "knowledge.read", "knowledge.write"})
"""A case is about what the material says, so it reads every base."""
NAME = "desk"
DIRECT = 0.9
"""Likeness from which the unsaved pair may answer by itself, as saved ones do where nobody tuned their base."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How a question came out when it was asked again."""

    turn_id: UUID
    question: str
    closed: Closed
    passages: tuple[Passage, ...]


def desk(tenant_id: UUID) -> Principal:
    """The desk itself, as it asks again."""
    return job_principal(tenant_id=tenant_id, name=NAME, scopes=SCOPES)


async def try_again(*, cluster_id: UUID, questions: Sequence[str], answer: str, base_id: UUID, by: Principal) -> Trial:
    """The cluster's question asked anew by the editor, as a test turn, with the unsaved pair beside the material.

    Raises what `run_turn` raises, ClusterNotFound, BaseNotFound.
    """
    wording, slug = await run_unit(by.tenant_id, _asked, cluster_id, base_id, by)
    asked = [each.strip() for each in questions if each.strip()] or [wording]
    score = await asyncio.to_thread(_nearest, wording, asked)
    match = _match(asked[0], answer.strip(), base_id, score) if answer.strip() else None
    return await _ask(
        TurnRequest(
            tenant_id=by.tenant_id,
            bot_slug=slug,
            principal=by,
            subject=Subject(tenant_id=by.tenant_id, channel="console", external_id=str(by.id)),
            channel="console",
            question=wording,
            test=True,
            trial=match,
        )
    )


async def run_case(case: CaseInfo, *, tenant_id: UUID) -> tuple[str, str, UUID | None]:
    """(outcome, why it failed or "", the turn). Whatever the pipeline says about the question is a result."""
    by = desk(tenant_id)
    request = TurnRequest(
        tenant_id=tenant_id,
        bot_slug=case.bot_slug,
        principal=by,
        subject=Subject(tenant_id=tenant_id, channel="console", external_id=by.actor),
        channel="evaluation",
        question=case.question,
        test=True,
    )
    try:
        trial = await _ask(request)
    except HeyanError as error:
        return "", error.code[:40], None
    why = failing(case.expects, case.expected, trial.closed)
    return trial.closed.outcome.value, why, trial.turn_id


def failing(expects: str, expected: Mapping[str, Any], closed: Closed) -> str:
    """Why this end is not what the case expects; "" where it is. A document's newer version counts as the document."""
    if closed.error is not None:
        return closed.error.code[:40]
    if expects == "outcome":
        return "" if closed.outcome.value in expected["outcomes"] else "other_outcome"
    if closed.outcome not in (Outcome.ANSWERED, Outcome.DIRECT):
        return "not_answered"
    cited = {str(each.document_id) for each in closed.citations}
    return "" if expected["document"] in cited else "other_source"


def _asked(cluster_id: UUID, base_id: UUID, by: Principal) -> tuple[str, str]:
    info = cluster(cluster_id)
    base(base_id, principal=by)
    return info.wording, bot_by_id(info.bot_id).slug


def _nearest(wording: str, questions: Sequence[str]) -> float:
    """How near the question is to the nearest of the pair's phrasings, 0–1."""
    if digest(wording) in {digest(each) for each in questions}:
        return 1.0
    asked, *phrasings = embed([wording, *questions], kind="question")
    return max(0.0, *(float(asked @ each) for each in phrasings))


def _match(question: str, answer: str, base_id: UUID, score: float) -> PairMatch:
    """The unsaved pair as search would bring it; its ids name nothing."""
    nothing = uuid4()
    held = Passage(
        id=nothing,
        base_id=base_id,
        document_id=nothing,
        version_id=nothing,
        document=question[:255],
        version=1,
        page=None,
        box=None,
        path=question,
        sheet=None,
        cell=None,
        text=answer,
        kind="pair",
        score=score,
        arms={"dense": score, "lexical": score, "coverage": score},
    )
    return PairMatch(pair_id=nothing, passage=held, phrasing=question, score=score, threshold=DIRECT)


async def _ask(request: TurnRequest) -> Trial:
    turn_id: UUID | None = None
    found: tuple[Passage, ...] = ()
    closed: Closed | None = None
    async for event in run_turn(request):
        if isinstance(event, Opened):
            turn_id = event.turn_id
        elif isinstance(event, Found):
            found = event.passages
        elif isinstance(event, Closed):
            closed = event
    if turn_id is None or closed is None:
        raise RuntimeError("a turn ended without its last event")
    return Trial(turn_id=turn_id, question=request.question, closed=closed, passages=found)
