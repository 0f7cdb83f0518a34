"""Try a base's pairs on their own phrasings, or on a sheet of questions, to choose its threshold."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db import connections
from numpy.typing import NDArray

from gateway.embedding import SPACE, embed
from kit.roles import alias
from kit.scoping import current_tenant_id
from knowledge.pairing.content import folded
from knowledge.pairing.curve import Curve, Tried, curve_of
from knowledge.pairing.likeness import likeness
from knowledge.pairing.sheets import Trial
from knowledge.selectors.bases import base
from tenants.types import Principal

MOST_TRIED = 400
NEAR = 20
HELD = """
SELECT ph.text, ver.document_id, v.vector::text
FROM knowledge_pairphrasing ph
JOIN knowledge_passagevector v ON v.tenant_id = ph.tenant_id AND v.passage_id = ph.passage_id AND v.part = ph.ordinal
JOIN knowledge_documentversion ver ON ver.tenant_id = ph.tenant_id AND ver.id = v.version_id
WHERE ph.tenant_id = %s AND ph.base_id = %s AND v.space = %s AND v.live ORDER BY ph.id LIMIT %s
"""
MOST_HELD = 20_000


@dataclass(frozen=True, slots=True)
class Held:
    """The phrasings that answer now, the pair's document of each, and their meanings, a row each."""

    texts: tuple[str, ...]
    documents: tuple[UUID, ...]
    vectors: NDArray[np.float32]


def held_phrasings(base_id: UUID, *, principal: Principal) -> Held:
    """All that a curve needs of a base; the curve itself is computed outside the unit. Raises BaseNotFound."""
    base(base_id, principal=principal)
    with connections[alias()].cursor() as cursor:
        cursor.execute(HELD, [current_tenant_id(), base_id, SPACE, MOST_HELD])
        rows = cursor.fetchall()
    vectors = [np.array(json.loads(row[2]), dtype=np.float32) for row in rows]
    return Held(
        texts=tuple(row[0] for row in rows),
        documents=tuple(row[1] for row in rows),
        vectors=np.stack(vectors) if vectors else np.zeros((0, 1), dtype=np.float32),
    )


def own_curve(held: Held) -> Curve:
    """Each phrasing asked of all others: right is another phrasing of its own pair. A pair with a single phrasing asks
    what no other should answer. At most `MOST_TRIED` are asked, always the same ones."""
    order = sorted(range(len(held.texts)), key=lambda at: hashlib.sha256(held.texts[at].encode()).digest())
    return curve_of([_own(held, at) for at in order[:MOST_TRIED]])


def sheet_curve(held: Held, trials: Sequence[Trial]) -> Curve:
    """The questions of a sheet; right is the pair that one of whose phrasings the sheet names."""
    asked = list(trials)[:MOST_TRIED]
    if not asked:
        return curve_of([])
    meanings = embed([trial.question for trial in asked], kind="question")
    named = {folded(text): document for text, document in zip(held.texts, held.documents, strict=True)}
    tried = []
    for trial, meaning in zip(asked, meanings, strict=True):
        expected = named.get(folded(trial.expected)) if trial.expected else None
        score, at = _best(held, trial.question, meaning, besides=-1)
        tried.append(_tried(held, trial.question, score, at, expected, answerable=bool(trial.expected)))
    return curve_of(tried)


def _own(held: Held, at: int) -> Tried:
    own = held.documents[at]
    score, found = _best(held, held.texts[at], held.vectors[at], besides=at)
    return _tried(held, held.texts[at], score, found, own, answerable=held.documents.count(own) > 1)


def _tried(held: Held, question: str, score: float, at: int, expected: UUID | None, *, answerable: bool) -> Tried:
    right = at >= 0 and expected is not None and held.documents[at] == expected
    return Tried(question, score, right, answerable, held.texts[at] if at >= 0 else "")


def _best(held: Held, question: str, meaning: NDArray[np.float32], *, besides: int) -> tuple[float, int]:
    """The likeness of the nearest phrasing, and its place; (0, -1) where there is none."""
    if not len(held.texts):
        return 0.0, -1
    cosines = held.vectors @ meaning
    near = [int(at) for at in np.argsort(-cosines)[: NEAR + 1] if at != besides]
    scored = [(likeness(question, held.texts[at], cosine=float(cosines[at])), at) for at in near]
    return max(scored, default=(0.0, -1))
