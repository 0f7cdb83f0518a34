"""Write passages, their terms and their vectors, many at a time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import numpy as np
from django.db import connections
from numpy.typing import NDArray

from kit.roles import alias
from kit.scoping import current_tenant_id
from knowledge.models import Base, Passage
from knowledge.splitting import Piece, path_text
from knowledge.terms import as_sparsevec, dimension, passage_vector, terms

INSERT_TERMS = """
INSERT INTO knowledge_passageterms (id, passage_id, tenant_id, created_at, base_id, version_id, live, length, keys, weights)
SELECT id, id, %s, now(), %s, version_id, false, length, keys::int[], weights::sparsevec
FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::text[], %s::text[]) AS t(id, version_id, length, keys, weights)
"""
INSERT_VECTORS = """
INSERT INTO knowledge_passagevector (id, passage_id, tenant_id, created_at, base_id, version_id, live, space, part, vector)
SELECT gen_random_uuid(), p.id, p.tenant_id, now(), %s, p.version_id, false, %s, v.part, v.vector::halfvec
FROM unnest(%s::uuid[], %s::smallint[], %s::text[]) AS v(passage_id, part, vector)
JOIN knowledge_passage p ON p.id = v.passage_id AND p.tenant_id = %s
ON CONFLICT (tenant_id, space, passage_id, part) DO NOTHING
"""


def make_passages(pieces_of: Mapping[UUID, Sequence[Piece]], *, base_id: UUID) -> None:
    """The passages of versions of one base, with their terms, not yet seen by search."""
    rows = [_row(version_id, piece) for version_id, pieces in pieces_of.items() for piece in pieces]
    Passage.objects.bulk_create(rows, batch_size=500)
    make_terms(rows, [searched_text(row.path, row.text) for row in rows], base_id=base_id)


def make_terms(rows: Sequence[Passage], texts: Sequence[str], *, base_id: UUID) -> None:
    """What the lexical arm reads of each passage."""
    base = Base.objects.get(id=base_id)
    found = [terms(text) for text in texts]
    # The mean drifts as a base grows; a figure that is off by half costs a hundredth of nDCG, so old rows stay.
    length = base.live_terms + sum(each.total() for each in found)
    average = max(length / (base.live_passages + len(rows)), 1.0)
    with connections[alias()].cursor() as cursor:
        cursor.execute(
            INSERT_TERMS,
            [
                current_tenant_id(),
                base_id,
                [row.id for row in rows],
                [row.version_id for row in rows],
                [each.total() for each in found],
                [_array(dimension(term) ^ base.salt for term in each) for each in found],
                [as_sparsevec(passage_vector(each, average=average)) for each in found],
            ],
        )


def make_vectors(base_id: UUID, space: str, parts: Sequence[tuple[UUID, int]], vectors: NDArray[np.float32]) -> None:
    """One vector per (passage, part); those that are there already stay."""
    with connections[alias()].cursor() as cursor:
        cursor.execute(
            INSERT_VECTORS,
            [
                base_id,
                space,
                [passage_id for passage_id, _ in parts],
                [part for _, part in parts],
                as_halfvec(vectors),
                current_tenant_id(),
            ],
        )


def searched_text(path: str, text: str) -> str:
    """What the lexical arm reads: the headings count like the text."""
    return f"{path}\n{text}" if path else text


def as_halfvec(vectors: NDArray[np.float32]) -> list[str]:
    """pgvector's text form of each row, with as many digits as half precision keeps of a unit vector."""
    return [json.dumps(values) for values in vectors.astype(float).round(5).tolist()]


def _row(version_id: UUID, piece: Piece) -> Passage:
    return Passage(
        version_id=version_id,
        ordinal=piece.ordinal,
        text=piece.text,
        path=path_text(piece.path),
        page=piece.page,
        box=None if piece.box is None else list(piece.box.fractions()),
        sheet=piece.sheet,
        cell=piece.cell,
        cells=piece.cells,
    )


def _array(values: Iterable[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"
