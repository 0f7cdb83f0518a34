"""Decide which passages search sees, and keep the counts that it ranks by in step with them.

A version is live when it is ready and no ready version before it, by rank and number, has begun by the time it begins.
A passage is live when its version is, it is switched on, and the document policy did not withhold it. Every change runs
in the caller's transaction with the base locked, so search sees all of it or nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import connections

from kit.roles import alias
from kit.scoping import current_tenant_id
from knowledge.models import SEEN, Base, DocumentVersion

# One statement, so that rows, counts and totals move together. `moved` holds the rows whose state really changes.
MOVE = """
WITH moved AS (
  UPDATE knowledge_passageterms t SET live = %(live)s FROM knowledge_passage p
  WHERE t.tenant_id = %(tenant)s AND p.tenant_id = t.tenant_id AND p.id = t.id
    AND t.version_id = ANY (%(versions)s) AND (%(passages)s::uuid[] IS NULL OR t.id = ANY (%(passages)s))
    AND t.live <> %(live)s AND (NOT %(live)s OR (p.switched_on AND p.verdict = ANY (%(seen)s)))
  RETURNING t.id, t.base_id, t.length, t.keys
), vectors AS (
  UPDATE knowledge_passagevector v SET live = %(live)s FROM moved
  WHERE v.tenant_id = %(tenant)s AND v.passage_id = moved.id RETURNING moved.base_id
), counted AS (
  INSERT INTO knowledge_termcount (id, tenant_id, created_at, base_id, passages)
  SELECT knowledge_term_id(b.id, k.key # b.salt), %(tenant)s, now(), b.id, %(sign)s * count(*)
  FROM moved CROSS JOIN LATERAL unnest(moved.keys) AS k(key) JOIN knowledge_base b ON b.tenant_id = %(tenant)s AND b.id = moved.base_id
  GROUP BY b.id, b.salt, k.key
  ON CONFLICT (tenant_id, id) DO UPDATE SET passages = knowledge_termcount.passages + excluded.passages
)
UPDATE knowledge_base b SET
  live_passages = b.live_passages + %(sign)s * (SELECT count(*) FROM moved WHERE base_id = b.id),
  live_terms = b.live_terms + %(sign)s * (SELECT coalesce(sum(length), 0) FROM moved WHERE base_id = b.id),
  live_vectors = b.live_vectors + %(sign)s * (SELECT count(*) FROM vectors WHERE base_id = b.id)
WHERE b.tenant_id = %(tenant)s AND b.id IN (SELECT base_id FROM moved)
"""


Follower = Callable[[Sequence[UUID]], None]
_followers: list[Follower] = []


def follow_changes(function: Follower) -> Follower:
    """Register what an app does, in the same transaction, when what search sees of these bases changes."""
    _followers.append(function)
    return function


def refresh(document_ids: Sequence[UUID]) -> None:
    """Bring the live state of these documents' versions and passages up to date."""
    lock_bases(document_ids)
    rows = DocumentVersion.objects.filter(document_id__in=list(document_ids)).order_by(
        "document_id", "-rank", "-number"
    )
    shown: list[UUID] = []
    hidden: list[UUID] = []
    for _, group in groupby(rows, key=lambda row: row.document_id):
        versions = list(group)
        for row, live in zip(versions, live_states(versions), strict=True):
            (shown if live else hidden).append(row.id)
    DocumentVersion.objects.filter(id__in=shown).update(live=True)
    DocumentVersion.objects.filter(id__in=hidden).update(live=False)
    move(hidden, live=False)
    move(shown, live=True)


def live_states(first_to_last: Sequence[DocumentVersion]) -> list[bool]:
    """Which of a document's versions, in the order of their precedence, may be in force at some time."""
    states: list[bool] = []
    ready: list[DocumentVersion] = []
    for row in first_to_last:
        covered = any(_covers(newer, row) for newer in ready)
        states.append(row.state == "ready" and not covered)
        ready += [row] if row.state == "ready" else []
    return states


def lock_bases(document_ids: Iterable[UUID]) -> None:
    """Lock the bases of these documents, in one order, for the rest of the transaction."""
    ids = Base.objects.filter(documents__id__in=list(document_ids)).values("id")
    list(Base.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))


def move(version_ids: Sequence[UUID], *, live: bool, passage_ids: Sequence[UUID] | None = None) -> None:
    """Put passages of these versions into the index, or take them out; the caller holds the bases."""
    with connections[alias()].cursor() as cursor:
        cursor.execute(
            MOVE,
            {
                "tenant": current_tenant_id(),
                "live": live,
                "sign": 1 if live else -1,
                "versions": list(version_ids),
                "passages": None if passage_ids is None else list(passage_ids),
                "seen": list(SEEN),
            },
        )
    _tell_followers(version_ids)


def _tell_followers(version_ids: Sequence[UUID]) -> None:
    """What search sees of the bases of these versions has changed."""
    found = DocumentVersion.objects.filter(id__in=list(version_ids)).values_list("document__base_id", flat=True)
    if bases := sorted(set(found)):
        for follow in _followers:
            follow(bases)


def _covers(newer: DocumentVersion, older: DocumentVersion) -> bool:
    """Has the newer one begun whenever the older one could be in force? Its end does not bring the older one back."""
    return newer.valid_from is None or (older.valid_from is not None and newer.valid_from <= older.valid_from)


def in_force(row: DocumentVersion, at: datetime) -> bool:
    """Does the window of this version hold the moment?"""
    return (row.valid_from is None or row.valid_from <= at) and (row.valid_until is None or row.valid_until > at)


def meet(one: DocumentVersion, other: DocumentVersion) -> bool:
    """Is there a moment that both windows hold?"""
    begins = max((row.valid_from for row in (one, other) if row.valid_from), default=None)
    ends = min((row.valid_until for row in (one, other) if row.valid_until), default=None)
    return begins is None or ends is None or begins < ends
