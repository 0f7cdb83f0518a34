"""Have pairs drafted from a document, off the request's path, and write down what came of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import UUID

import structlog

from audit.services import record
from gateway.errors import GatewayError
from gateway.types import Decision
from kit.errors import Invalid
from kit.outbox import Work, enqueue
from kit.roles import atomic
from kit.scoping import tenant_scope
from knowledge import events
from knowledge.errors import BaseNotFound, NeedsWriter, NothingToDraftFrom, PairAsked
from knowledge.models import Pair
from knowledge.pairing.drafting import Material, Proposed, carried, material, shaped, written
from knowledge.selectors.documents import document, versions
from knowledge.services.pairs import create_pair
from knowledge.types import PairSource, Passage
from tenants.services import require
from tenants.types import Principal, job_principal

KIND = "knowledge.draft_pairs"
NAME = "knowledge.drafting"

log = structlog.get_logger(__name__)


@atomic()
def draft_pairs(*, document_id: UUID, by: Principal) -> str:
    """Promise drafts from the version in force; the name of the model that writes them, '' where only passages that are
    questions with their answers give drafts. Raises DocumentNotFound, NothingToDraftFrom, NeedsWriter, MayNot."""
    require(by, "knowledge.write")
    document(document_id, principal=by)
    current = next((each for each in versions(document_id, principal=by) if each.current), None)
    found = material(current.id, tenant_id=by.tenant_id, actor=by.actor) if current else None
    if current is None or found is None or not found.passages:
        raise NothingToDraftFrom
    if found.decision is None and not any(map(shaped, found.passages)):
        raise NeedsWriter
    enqueue(kind=KIND, payload={"version": str(current.id), "by": by.actor}, queue="offline")
    return found.decision.card.name if found.decision else ""


def draft_now(work: Work) -> None:
    """Passage by passage; one that has pairs already is left, so that work done again goes on where it was."""
    version_id = UUID(work.payload["version"])
    with tenant_scope(work.tenant_id):
        found = material(version_id, tenant_id=work.tenant_id, actor=work.payload["by"])
    if found is None:
        return
    by = job_principal(tenant_id=work.tenant_id, name=NAME, scopes=frozenset({"knowledge.write"}))
    ends: Counter[bool] = Counter()
    for passage in found.passages:
        with tenant_scope(work.tenant_id):
            if Pair.objects.filter(sources__contains=[{"passage_id": str(passage.id)}]).exists():
                continue
        with work.held():
            proposed, writer = _proposed(found, passage)
        with tenant_scope(work.tenant_id):
            ends.update(_keep(found, passage, each, writer, by) for each in proposed)
        work.renew()
    with tenant_scope(work.tenant_id):
        _put_on_record(found, version_id, work.payload["by"], ends)


def _proposed(found: Material, passage: Passage) -> tuple[tuple[Proposed, ...], str]:
    """What the passage gives, and the model that wrote it."""
    if told := shaped(passage):
        return told, ""
    if found.decision is None:
        return (), ""
    return _asked(found, passage, found.decision), found.decision.card.name


def _asked(found: Material, passage: Passage, decision: Decision) -> tuple[Proposed, ...]:
    """A model that fails at one passage may do the next."""
    try:
        return asyncio.run(written(found, passage, decision))
    except GatewayError as error:
        log.warning("draft failed", passage=str(passage.id), reason=error.code)
        return ()


def _keep(found: Material, passage: Passage, each: Proposed, writer: str, by: Principal) -> bool:
    """Keep a draft that its passage carries and that may be shown; a question that is answered already is no draft."""
    flagged = found.screen.judge(f"{each.question}\n{each.answer}").flagged
    if flagged or (writer and not carried(each, passage)):
        return False
    source = PairSource.of(passage)
    try:
        create_pair(
            base_id=found.base_id,
            questions=[each.question],
            answer=each.answer,
            by=by,
            audience=passage.audience,
            source=source,
            drafted_by=writer,
        )
    except (PairAsked, Invalid, BaseNotFound):
        return False
    return True


def _put_on_record(found: Material, version_id: UUID, actor: str, ends: Counter[bool]) -> None:
    data = {
        "document": str(found.document_id),
        "version": str(version_id),
        "base": str(found.base_id),
        "model": found.decision.card.name if found.decision else "",
        "drafted": ends[True],
        "dropped": ends[False],
    }
    record(events.PAIRS_DRAFTED, actor=actor, data=data)
