"""Write an answer for a cluster, let another person approve it, and make it a question-and-answer pair."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from audit.services import record
from chat.selectors import bot_by_id
from desk import events
from desk.errors import DraftDecided, DraftInvalid, DraftNotFound, OwnDraft
from desk.models import Draft
from desk.selectors.drafts import as_info, source_of
from desk.services.cases import add_case
from desk.services.clusters import PERMISSION, locked, set_state
from desk.types import DraftInfo, Origin
from kit import clock
from kit.outbox import enqueue
from kit.roles import atomic
from knowledge.selectors import base
from knowledge.services import create_pair
from tenants.selectors import members
from tenants.services import require
from tenants.types import ROLES, Principal

LONGEST_ANSWER = 4000
MOST_QUESTIONS = 20
TELL = "desk.tell"


@atomic()
def save_draft(
    *,
    cluster_id: UUID,
    questions: Sequence[str],
    answer: str,
    base_id: UUID,
    by: Principal,
    source: Mapping[str, Any] | None = None,
    origin: Origin = "person",
) -> DraftInfo:
    """Keep an answer that waits for approval; one that waited for this cluster before is sent back.

    Raises MayNot, ClusterNotFound, DraftInvalid.
    """
    require(by, PERMISSION)
    cluster = locked(cluster_id)
    asked = tuple(dict.fromkeys(each.strip() for each in questions if each.strip()))
    if not asked or len(asked) > MOST_QUESTIONS:
        raise DraftInvalid(field="questions")
    if not answer.strip() or len(answer) > LONGEST_ANSWER:
        raise DraftInvalid(field="answer")
    if base_id not in bot_by_id(cluster.bot_id).settings.base_ids:
        raise DraftInvalid(field="base")
    base(base_id, principal=by)
    waiting = Draft.objects.filter(cluster=cluster, state="waiting")
    waiting.update(state="returned", decided_by=by.actor, decided_name=by.name, decided_at=clock.now())
    row = Draft.objects.create(
        cluster=cluster,
        questions=list(asked),
        answer=answer.strip(),
        base_id=base_id,
        source=dict(source or {}),
        origin=origin,
        written_by=by.actor,
        written_name=by.name,
    )
    set_state(cluster, "waiting", by)
    data = {"cluster": str(cluster.id), "draft": str(row.id), "base": str(base_id), "origin": origin}
    record(events.ANSWER_DRAFTED, actor=by.actor, data=data)
    return as_info(row)


@atomic()
def approve_draft(*, draft_id: UUID, by: Principal) -> DraftInfo:
    """Make the draft a pair and a regression case, which runs once the pair is indexed, and tell who asked to be told.

    Its author approves it himself only where nobody else in the tenant could. Raises MayNot, DraftNotFound,
    DraftDecided, OwnDraft.
    """
    require(by, PERMISSION)
    row = _waiting(draft_id)
    alone = row.written_by == by.actor
    if alone and not approves_alone(by):
        raise OwnDraft
    cluster = locked(row.cluster_id)
    source = source_of(row.source)
    pair = create_pair(
        base_id=row.base_id,
        questions=row.questions,
        answer=row.answer,
        source=source,
        state="approved",
        by=by,
    )
    row.pair_id = pair.id
    _decide(row, "approved", by)
    set_state(cluster, "answered", by)
    data = {"cluster": str(cluster.id), "draft": str(row.id), "pair": str(pair.id), "base": str(row.base_id)}
    record(events.DRAFT_APPROVED, actor=by.actor, data=data | {"alone": alone})
    expected = {"pair": str(pair.id), "document": str(pair.document_id)}
    add_case(
        bot_id=cluster.bot_id,
        question=row.questions[0],
        expects="pair",
        expected=expected,
        cluster_id=cluster.id,
        by=by,
    )
    enqueue(kind=TELL, payload={"cluster": str(cluster.id), "pair": str(pair.id)})
    return as_info(row)


@atomic()
def return_draft(*, draft_id: UUID, by: Principal, note: str = "") -> DraftInfo:
    """Send a draft back to the list, with a word about why. Raises MayNot, DraftNotFound, DraftDecided."""
    require(by, PERMISSION)
    row = _waiting(draft_id)
    row.note = note.strip()[:300]
    _decide(row, "returned", by)
    set_state(locked(row.cluster_id), "open", by)
    data = {"cluster": str(row.cluster_id), "draft": str(row.id)}
    record(events.DRAFT_RETURNED, actor=by.actor, data=data)
    return as_info(row)


def approves_alone(by: Principal) -> bool:
    """Is nobody else there who could approve? A key is not a person, so it never approves its own."""
    if by.kind != "member":
        return False
    able = [each for each in members() if each.suspended_at is None and _may(each.roles)]
    return all(each.id == by.id for each in able)


def _may(roles: frozenset[str]) -> bool:
    return any(PERMISSION in ROLES.get(role, ()) for role in roles)


def _waiting(draft_id: UUID) -> Draft:
    row: Draft | None = Draft.objects.select_for_update().filter(id=draft_id).first()
    if row is None:
        raise DraftNotFound
    if row.state != "waiting":
        raise DraftDecided
    return row


def _decide(row: Draft, state: str, by: Principal) -> None:
    row.state, row.decided_by, row.decided_name, row.decided_at = state, by.actor, by.name, clock.now()
    row.save()
