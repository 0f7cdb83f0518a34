"""Search: one function for chat, hit-test, API and evaluation."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connections

from gateway.embedding import SPACE, embed
from kit import clock
from kit.roles import alias
from knowledge import models
from knowledge.audiences import attribute_name
from knowledge.expansion import expanded
from knowledge.ranking import Asked, Found, Ranked, rank
from knowledge.selectors.access import reads_all
from knowledge.selectors.glossary import same_words
from knowledge.selectors.passages import passage_of
from knowledge.terms import question_terms, question_vector
from knowledge.types import NO_FILTERS, Filters, Passage
from tenants.types import Principal

POOL = 50
"""Candidates of each arm; with forty the order of the first ten was the same on eight sets."""
LONGEST_QUESTION = 2000
"""Characters that are searched for; what comes after them can't make a question clearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A question as search needs it: its terms with their weights, and its meaning as pgvector writes it. Without the one
    or the other only the other arm searches."""

    question: str
    weights: Mapping[str, float]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What of a tenant's knowledge one search may see."""

    base_ids: list[UUID]
    principal: Principal
    at: datetime
    filters: Filters


SEARCH = """
SELECT passage_id, lexical, dense, attainable, length, path, body
FROM knowledge_search(%s::int[], %s::real[], %s::text::halfvec, %s, %s::uuid[], %s::uuid[], %s, %s, %s::jsonb, %s)
"""


def search(
    *,
    question: str | Prepared,
    base_ids: Iterable[UUID],
    principal: Principal,
    limit: int = 6,
    at: datetime | None = None,
    filters: Filters = NO_FILTERS,
) -> tuple[Passage, ...]:
    """The `limit` passages that fit best, best first; fewer only where the bases hold fewer.

    Sees current versions in force `at` that moment (now), in those of the bases and documents that `principal` may
    read, as far as the `filters` let them through. What is switched off or was withheld by the document policy is
    not found. A question that comes as text is prepared here, while the transaction waits.
    """
    wanted = list(base_ids)
    if not wanted or limit < 1:
        return ()
    asked = question if isinstance(question, Prepared) else prepare(question)
    if not asked.question:
        return ()
    asked = _with_same_words(asked)
    scope = _Scope(base_ids=wanted, principal=principal, at=at or clock.now(), filters=filters)
    found = _candidates(asked, scope, max(POOL, limit))
    ranked = rank(found, Asked(asked.question, asked.weights))
    return _passages(ranked[:limit])


def prepare(question: str) -> Prepared:
    """What search needs to know of a question. Only computes, so it is done before a connection is taken."""
    asked = question[:LONGEST_QUESTION].strip()
    if not asked:
        return Prepared(question="", weights={}, meaning="")
    meaning = embed([asked], kind="question")[0]
    numbers = ",".join(map(str, meaning.tolist()))
    return Prepared(question=asked, weights=question_terms(asked), meaning=f"[{numbers}]")


def _with_same_words(asked: Prepared) -> Prepared:
    """Also the words that the tenant's glossary says mean the same; not where only the meaning is asked for."""
    groups = same_words(asked.question) if asked.weights else ()
    return replace(asked, weights=expanded(asked.question, asked.weights, groups)) if groups else asked


def _candidates(asked: Prepared, scope: _Scope, pool: int) -> list[Found]:
    weights = question_vector(asked.weights)
    with connections[alias()].cursor() as cursor:
        cursor.execute(
            SEARCH,
            [
                list(weights),
                list(weights.values()),
                asked.meaning or None,
                SPACE,
                scope.base_ids,
                list(scope.principal.groups),
                reads_all(scope.principal),
                scope.at,
                as_json(scope.filters),
                pool,
            ],
        )
        return [Found(*row) for row in cursor.fetchall()]


def as_json(filters: Filters) -> str:
    """The filters that narrow, as the search function takes them."""
    given: dict[str, object] = {
        "tags": sorted(filters.tags),
        "languages": sorted(filters.languages),
        "since": filters.since and filters.since.isoformat(),
        "until": filters.until and filters.until.isoformat(),
        "attributes": {attribute_name(name): value for name, value in filters.attributes.items()},
    }
    return json.dumps({name: value for name, value in given.items() if value})


def _passages(ranked: Sequence[Ranked]) -> tuple[Passage, ...]:
    rows = models.Passage.objects.select_related("version__document").in_bulk([each.passage_id for each in ranked])
    return tuple(
        passage_of(rows[each.passage_id], score=each.score, arms=each.arms)
        for each in ranked
        if each.passage_id in rows
    )
