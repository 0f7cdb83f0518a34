"""Fill the database of the scale benchmark: a million short passages, a hundred tenants from a half to a ten-thousandth."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench._corpus import ROOT, say, texts

PIECE = 80  # characters: the corpus has half a million pieces of this length
BATCH = 5000
PER_VERSION = 500
DIRECTIONS = 1 << 14
TERMS_THAT_POINT = 64

Place = tuple[UUID, UUID, int]


def sizes(passages: int, tenants: int) -> list[int]:
    """Half of the passages for the first, a ten-thousandth for the last, the others between in equal steps."""
    last, others, low, high = passages // 10_000, passages // 2, 0.5, 1.0
    for _ in range(60):
        step = (low + high) / 2
        total = sum(last / step**n for n in range(tenants - 1))
        low, high = (step, high) if total > others else (low, step)
    return [passages - others, *(round(last / low**n) for n in reversed(range(tenants - 1)))]


def fill(connection: Any, passages: int, tenants: int) -> None:
    """Load all tenants as the superuser, who may COPY, and build the indexes afterwards."""
    connection.execute("SET maintenance_work_mem = '3GB'")
    connection.execute("SET session_replication_role = replica")  # rows that are copied need no checking
    connection.execute("SET synchronous_commit = off")
    saved = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexname IN ('knowledge_terms_gin', 'knowledge_vector_use3')"
    ).fetchall()
    for index, _ in saved:
        connection.execute(f'DROP INDEX "{index}"')
    for number, size in enumerate(sizes(passages, tenants)):
        load(connection, made(number), list(islice(pieces(), size)))
    for index, definition in saved:
        say(f"building {index}")
        connection.execute(definition)
    connection.execute("VACUUM ANALYZE")


def pieces() -> Iterator[str]:
    """The corpus in short stretches, over and over."""
    for _, text in cycle(texts(200_000)):
        yield from (text[start : start + PIECE] for start in range(0, len(text), PIECE))


def made(number: int) -> Place:
    """A tenant with an empty base."""
    from kit.scoping import tenant_scope
    from knowledge import services
    from knowledge.models import Base
    from tenants.services import create_tenant
    from tenants.types import job_principal

    tenant = create_tenant(slug=f"scale-{number}", name=f"Scale {number}")
    keeper = job_principal(tenant_id=tenant.id, name="bench", scopes=frozenset({"knowledge.write"}))
    with tenant_scope(tenant.id):
        base = services.create_base(slug="load", name="Load", by=keeper)
        return tenant.id, base.id, Base.objects.get(id=base.id).salt


def load(connection: Any, place: Place, held: Sequence[str]) -> None:
    """Passages, terms, vectors and counts of one tenant, as ingestion would have left them."""
    from knowledge.terms import passage_vector, terms

    tenant_id, base_id, _ = place
    say(f"loading {len(held)} passages")
    versions = _versions(place, len(held))
    counts: Counter[int] = Counter()
    length = 0
    for start in range(0, len(held), BATCH):
        found = [terms(text) for text in held[start : start + BATCH]]
        weights = [passage_vector(each, average=2.0 * PIECE) for each in found]
        lengths = [each.total() for each in found]
        length += sum(lengths)
        for weight in weights:
            counts.update(weight.keys())
        _copy(
            connection,
            place,
            start,
            held=held[start : start + BATCH],
            weights=weights,
            lengths=lengths,
            versions=versions,
        )
    connection.execute(
        "UPDATE knowledge_base SET live_passages = %s, live_vectors = %s, live_terms = %s WHERE id = %s",
        [len(held), len(held), length, base_id],
    )
    columns = "knowledge_termcount (id, tenant_id, created_at, base_id, passages)"
    with connection.cursor() as cursor, cursor.copy(f"COPY {columns} FROM STDIN") as copy:
        for term, count in counts.items():
            copy.write_row((f"{base_id.hex[:24]}{term:08x}", tenant_id, "now", base_id, count))


def _versions(place: Place, passages: int) -> list[UUID]:
    from kit.scoping import tenant_scope
    from knowledge.models import Document, DocumentVersion

    tenant_id, base_id, _ = place
    with tenant_scope(tenant_id):
        rows = [
            Document(base_id=base_id, name=f"{n}.txt", added_by="job:bench") for n in range(-(-passages // PER_VERSION))
        ]
        made = [
            DocumentVersion(document=row, number=1, size=0, state="ready", stage="ready", live=True)
            for row in Document.objects.bulk_create(rows)
        ]
        return [row.id for row in DocumentVersion.objects.bulk_create(made)]


def _copy(
    connection: Any,
    place: Place,
    start: int,
    *,
    held: Sequence[str],
    weights: Sequence[dict[int, float]],
    lengths: Sequence[int],
    versions: Sequence[UUID],
) -> None:
    from gateway.embedding import SPACE
    from knowledge.terms import as_sparsevec

    tenant_id, base_id, salt = place
    ids = [_id(base_id, "p", start + index) for index in range(len(held))]
    of = [versions[(start + index) // PER_VERSION] for index in range(len(held))]
    passages = (
        "knowledge_passage (id, tenant_id, created_at, version_id, ordinal, text, path, switched_on, verdict, category, "
        "screened_with, kind, audience)"
    )
    lexical = "knowledge_passageterms (id, passage_id, tenant_id, created_at, base_id, version_id, live, length, keys, weights)"
    dense = "knowledge_passagevector (id, passage_id, tenant_id, created_at, base_id, version_id, live, space, part, vector)"
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {passages} FROM STDIN") as copy:
            for index, text in enumerate(held):
                place_of = (ids[index], tenant_id, "now", of[index], start + index)
                copy.write_row((*place_of, text, "", True, "allow", "", "", "text", "{}"))
        with cursor.copy(f"COPY {lexical} FROM STDIN") as copy:
            for index, weight in enumerate(weights):
                keys = "{" + ",".join(str(term ^ salt) for term in weight) + "}"
                row = (ids[index], ids[index], tenant_id, "now", base_id, of[index], True)
                copy.write_row((*row, lengths[index], keys, as_sparsevec(weight)))
        with cursor.copy(f"COPY {dense} FROM STDIN") as copy:
            for index, vector in enumerate(projected(weights)):
                row = (_id(base_id, "x", start + index), ids[index], tenant_id, "now", base_id, of[index], True)
                copy.write_row((*row, SPACE, 0, as_text(vector)))


def as_text(vector: NDArray[np.float32]) -> str:
    """pgvector's text form, with as many digits as half precision keeps of a unit vector."""
    return json.dumps(vector.astype(float).round(4).tolist(), separators=(",", ":"))


_directions: list[NDArray[np.float32]] = []


def projected(weights: Sequence[dict[int, float]]) -> NDArray[np.float32]:
    """A unit vector a passage: the sum of one random direction for each of its terms, so that like texts are near."""
    if not _directions:
        _directions.append(np.random.default_rng(1).standard_normal((DIRECTIONS, 512)).astype(np.float32))
    places = [[term % DIRECTIONS for term in islice(weight, TERMS_THAT_POINT)] or [0] for weight in weights]
    sums = np.stack([_directions[0][each].sum(axis=0) for each in places])
    normed: NDArray[np.float32] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return normed


def _id(base_id: UUID, kind: str, number: int) -> UUID:
    """Ids in the order of their making, like those of ingestion."""
    return UUID(f"{base_id.hex[:16]}{ord(kind):04x}{number:012x}")


__all__ = ["ROOT", "fill", "pieces", "projected", "sizes"]
