"""Find the pair that asks the same as a question."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from gateway.embedding import SPACE
from kit import clock
from kit.roles import alias
from kit.scoping import current_tenant_id
from knowledge import models
from knowledge.audiences import narrowed
from knowledge.models import Pair, PairPhrasing
from knowledge.pairing.content import folded
from knowledge.pairing.likeness import likeness
from knowledge.selectors.access import readable
from knowledge.selectors.documents import current_of
from knowledge.selectors.pairs import source_from_json
from knowledge.selectors.passages import passage_of
from knowledge.selectors.searching import Prepared, prepare
from knowledge.types import NO_FILTERS, Filters, PairMatch, Passage
from tenants.types import Principal

POOL = 30
"""Phrasings that are looked at closely. The nearest by meaning, and those that read the same."""

# The phrasings of some bases that are searched now, nearest in meaning first. What the person may read is checked after.
NEAREST = """
SELECT ph.id, -((v.vector::halfvec(512)) <#> %(meaning)s::halfvec) AS cosine
FROM knowledge_pairphrasing ph
JOIN knowledge_passagevector v ON v.tenant_id = ph.tenant_id AND v.passage_id = ph.passage_id AND v.part = ph.ordinal
WHERE ph.tenant_id = %(tenant)s AND ph.base_id = ANY (%(bases)s) AND v.space = %(space)s AND v.live
ORDER BY (ph.folded = %(folded)s) DESC, cosine DESC, ph.id LIMIT %(pool)s
"""


def match_pair(
    question: str | Prepared,
    base_ids: Iterable[UUID],
    principal: Principal,
    *,
    filters: Filters = NO_FILTERS,
) -> PairMatch | None:
    """The nearest of the pairs that answer now and apply to who asks; None where there is none.

    Sees what `search` sees. A pair for some people only is taken where all that it asks for is known of the person.
    """
    wanted = list(base_ids)
    asked = question if isinstance(question, Prepared) else prepare(question)
    if not wanted or not asked.question:
        return None
    near = _nearest(asked, wanted)
    rows = _open(near, principal, filters)
    scored = [(likeness(asked.question, row.text, cosine=near[row.id]), row) for row in rows]
    score, row = max(scored, key=lambda each: (each[0], each[1].id), default=(0.0, None))
    if row is None or not score:
        return None
    thresholds = dict(models.Base.objects.filter(id=row.base_id).values_list("id", "direct_threshold"))
    pair = Pair.objects.get(document_id=row.passage.version.document_id)
    return PairMatch(
        pair_id=pair.id,
        passage=passage_of(row.passage, score=score, arms={"likeness": score}),
        phrasing=row.text,
        score=score,
        threshold=thresholds[row.base_id],
        sources=_sources(pair, wanted, principal),
    )


def _nearest(asked: Prepared, base_ids: Sequence[UUID]) -> dict[UUID, float]:
    values: dict[str, Any] = {
        "meaning": asked.meaning,
        "tenant": current_tenant_id(),
        "bases": base_ids,
        "space": SPACE,
        "folded": folded(asked.question)[:500],
        "pool": POOL,
    }
    with connections[alias()].cursor() as cursor:
        cursor.execute(NEAREST, values)
        return dict(cursor.fetchall())


def _open(near: dict[UUID, float], principal: Principal, filters: Filters) -> list[PairPhrasing]:
    """Those whose pair the person may read, that are in force now, and that apply to the person."""
    rows: QuerySet[PairPhrasing, Any] = PairPhrasing.objects.filter(
        readable(principal, through="passage__version__document__"), id__in=list(near)
    )
    found = list(rows.select_related("passage__version__document"))
    current = _current({row.passage.version.document_id for row in found})
    return [row for row in found if row.passage.version_id in current and _applies(row.passage, filters)]


def _current(document_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The versions of these pairs that are in force now."""
    moment = clock.now()
    rows = models.DocumentVersion.objects.filter(document_id__in=list(document_ids), live=True).order_by("document_id")
    held = (current_of(list(group), moment) for _, group in groupby(rows, key=lambda row: row.document_id))
    return frozenset(row.id for row in held if row is not None)


def _applies(passage: models.Passage, filters: Filters) -> bool:
    known = {name.lower(): value.lower() for name, value in filters.attributes.items()}
    audience = narrowed(passage.version.document.audience, passage.audience)
    return all(known.get(name) in {value.lower() for value in values} for name, values in audience.items())


def _sources(pair: Pair, base_ids: Sequence[UUID], principal: Principal) -> tuple[Passage, ...]:
    """The passages behind a pair, of the bases that are asked, as far as they are in force and the person may read them."""
    ids = [source_from_json(each).passage_id for each in pair.sources]
    if not ids:
        return ()
    rows = models.Passage.objects.filter(
        readable(principal, through="version__document__"),
        id__in=ids,
        version__document__base_id__in=base_ids,
        switched_on=True,
        verdict__in=models.SEEN,
    )
    found = list(rows.select_related("version__document").order_by("id"))
    current = _current({row.version.document_id for row in found})
    return tuple(passage_of(row) for row in found if row.version_id in current)
