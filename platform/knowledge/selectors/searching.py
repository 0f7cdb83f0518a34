"""Search: one function for chat, hit-test, API and evaluation."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connections

from gateway.embedding import SPACE, embed
from kit import clock
from kit.roles import alias
from knowledge import models
from knowledge.ranking import Found, Ranked, rank
from knowledge.selectors.access import reads_all
from knowledge.selectors.passages import passage_of
from knowledge.terms import question_vector
from knowledge.types import Passage
from tenants.types import Principal

POOL = 50
"""Candidates of each arm; with forty the order of the first ten was the same on eight sets."""
LONGEST_QUESTION = 2000
"""Characters that are searched for; what comes after them can't make a question clearer."""

SEARCH = """
SELECT passage_id, lexical, dense, attainable
FROM knowledge_search(%s::int[], %s::real[], %s::text::halfvec, %s, %s::uuid[], %s::uuid[], %s, %s, %s)
"""


def search(
    *,
    question: str,
    base_ids: Iterable[UUID],
    principal: Principal,
    limit: int = 6,
    at: datetime | None = None,
) -> tuple[Passage, ...]:
    """The `limit` passages that fit best, best first; fewer only where the bases hold fewer.

    Sees current versions in force `at` that moment (now), in those of the bases that `principal` may read. What is
    switched off or was withheld by the document policy is not found.
    """
    asked = question[:LONGEST_QUESTION].strip()
    wanted = list(base_ids)
    if not asked or not wanted or limit < 1:
        return ()
    found = _candidates(asked, wanted, principal, at or clock.now(), max(POOL, limit))
    return _passages(rank(found)[:limit])


def _candidates(question: str, base_ids: list[UUID], principal: Principal, at: datetime, pool: int) -> list[Found]:
    weights = question_vector(question)
    meaning = embed([question], kind="question")[0]
    with connections[alias()].cursor() as cursor:
        cursor.execute(
            SEARCH,
            [
                list(weights),
                list(weights.values()),
                "[" + ",".join(map(str, meaning.tolist())) + "]",
                SPACE,
                base_ids,
                list(principal.groups),
                reads_all(principal),
                at,
                pool,
            ],
        )
        return [Found(*row) for row in cursor.fetchall()]


def _passages(ranked: Sequence[Ranked]) -> tuple[Passage, ...]:
    rows = models.Passage.objects.select_related("version__document").in_bulk([each.passage_id for each in ranked])
    return tuple(
        passage_of(rows[each.passage_id], score=each.score, arms=each.arms)
        for each in ranked
        if each.passage_id in rows
    )
