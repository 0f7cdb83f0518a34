"""Fill the database of the search benchmark: two tenants with the same texts, as ingestion would have left them."""

import json
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
PER_DOCUMENT = 500
ROWS_OF_PROJECTION = 1 << 14

# Ids begin with the first sixteen digits of their base's id, so another tenant's differ in these alone.
_ID = "(%(prefix)s || substr({}::text, 20))::uuid"
COPY_TENANT = (
    f"""INSERT INTO knowledge_document (id, tenant_id, created_at, base_id, name, kind, added_by, versions_made,
      tags, groups, audience, language)
    SELECT {_ID.format("id")}, %(new)s, created_at, %(base)s, name, kind, added_by, versions_made, tags, groups, audience, language
    FROM knowledge_document WHERE tenant_id = %(old)s""",
    f"""INSERT INTO knowledge_documentversion (id, tenant_id, created_at, document_id, number, rank, added_by, state, stage, timeline, error,
      error_details, file, file_name, size, sha256, format, notes, passage_count, live)
    SELECT {_ID.format("id")}, %(new)s, created_at, {_ID.format("document_id")}, number, rank, added_by, state, stage, timeline, error,
      error_details, file, file_name, size, sha256, format, notes, passage_count, live
    FROM knowledge_documentversion WHERE tenant_id = %(old)s""",
    f"""INSERT INTO knowledge_passage (id, tenant_id, created_at, version_id, ordinal, text, path, switched_on, verdict,
      category, screened_with, kind, audience)
    SELECT {_ID.format("id")}, %(new)s, created_at, {_ID.format("version_id")}, ordinal, text, path, switched_on, verdict,
      category, screened_with, kind, audience FROM knowledge_passage WHERE tenant_id = %(old)s""",
    f"""INSERT INTO knowledge_passageterms (id, passage_id, tenant_id, created_at, base_id, version_id, live, length, keys, weights)
    SELECT {_ID.format("id")}, {_ID.format("id")}, %(new)s, created_at, %(base)s, {_ID.format("version_id")}, live, length,
      ARRAY(SELECT k # %(salts)s FROM unnest(keys) k), weights FROM knowledge_passageterms WHERE tenant_id = %(old)s""",
    f"""INSERT INTO knowledge_passagevector (id, passage_id, tenant_id, created_at, base_id, version_id, live, space, part, vector)
    SELECT {_ID.format("id")}, {_ID.format("passage_id")}, %(new)s, created_at, %(base)s, {_ID.format("version_id")}, live,
      space, part, vector FROM knowledge_passagevector WHERE tenant_id = %(old)s""",
    """INSERT INTO knowledge_termcount (id, tenant_id, created_at, base_id, passages)
    SELECT (%(term_prefix)s || right(id::text, 8))::uuid, %(new)s, created_at, %(base)s, passages
    FROM knowledge_termcount WHERE tenant_id = %(old)s""",
    """UPDATE knowledge_base SET (live_passages, live_vectors, live_terms) =
      (SELECT live_passages, live_vectors, live_terms FROM knowledge_base WHERE id = %(old_base)s) WHERE id = %(base)s""",
)


def fill(passages: int) -> None:
    """Load both tenants as the superuser, who may COPY, and build the indexes afterwards."""
    from django.conf import settings

    rows = list(texts(passages))
    with settings.EMBEDDED.superuser("bench_in_the_making") as connection:
        connection.execute("SET maintenance_work_mem = '2GB'")
        connection.execute("SET session_replication_role = replica")  # rows that are copied need no checking
        saved = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname IN ('knowledge_terms_gin', 'knowledge_vector_use3')"
        ).fetchall()
        for index, _ in saved:
            connection.execute(f'DROP INDEX "{index}"')
        first, second = _tenant(1), _tenant(2)
        _load(connection, first, rows)
        say("copying them for the second tenant")
        connection.execute("BEGIN")
        _copy_tenant(connection, first, second)
        connection.execute("COMMIT")
        for index, definition in saved:
            say(f"building {index}")
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE")


def texts(passages: int) -> Iterator[tuple[str, str]]:
    source = ROOT / "var" / "bench" / f"load-{passages}.jsonl"
    if not source.exists():
        source.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, SHARED / "build_load.py", source, str(passages)], check=True, stdout=sys.stderr)
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["title"], row["text"]


def _tenant(number: int) -> tuple[UUID, UUID, int]:
    from kit.scoping import tenant_scope
    from knowledge import services
    from knowledge.models import Base
    from tenants.services import create_tenant
    from tenants.types import job_principal

    tenant = create_tenant(slug=f"bench-{number}", name=f"Bench {number}")
    keeper = job_principal(tenant_id=tenant.id, name="bench", scopes=frozenset({"knowledge.write"}))
    with tenant_scope(tenant.id):
        base = services.create_base(slug="load", name="Load", by=keeper)
        return tenant.id, base.id, Base.objects.get(id=base.id).salt


def _load(connection: Any, place: tuple[UUID, UUID, int], rows: list[tuple[str, str]]) -> None:
    """Passages, terms, vectors and counts of one tenant, as ingestion would have left them."""
    from knowledge.terms import passage_vector, terms

    tenant_id, base_id, _ = place
    say(f"loading {len(rows)} passages")
    average = statistics.mean(terms(f"{title}\n{text}").total() for title, text in rows[:: max(1, len(rows) // 2000)])
    _documents(tenant_id, base_id, len(rows))
    counts: Counter[int] = Counter()
    length = 0
    for start in range(0, len(rows), 5000):
        found = [terms(f"{title}\n{text}") for title, text in rows[start : start + 5000]]
        weights = [passage_vector(each, average=average) for each in found]
        for each, weight in zip(found, weights, strict=True):
            counts.update(weight.keys())
            length += each.total()
        _copy(connection, place, start, rows=rows[start : start + 5000], found=found, weights=weights)
    connection.execute(
        "UPDATE knowledge_base SET live_passages = %s, live_vectors = %s, live_terms = %s WHERE id = %s",
        [len(rows), len(rows), length, base_id],
    )
    columns = "knowledge_termcount (id, tenant_id, created_at, base_id, passages)"
    with connection.cursor() as cursor, cursor.copy(f"COPY {columns} FROM STDIN") as copy:
        for term, count in counts.items():
            copy.write_row((f"{base_id.hex[:24]}{term:08x}", tenant_id, "now", base_id, count))


def _copy_tenant(connection: Any, first: tuple[UUID, UUID, int], second: tuple[UUID, UUID, int]) -> None:
    """The same rows once more, under the ids, the base and the salt of another tenant."""
    values = {
        "old": first[0],
        "new": second[0],
        "old_base": first[1],
        "base": second[1],
        "salts": first[2] ^ second[2],
        "prefix": str(second[1])[:19],
        "term_prefix": second[1].hex[:24],
    }
    for statement in COPY_TENANT:
        connection.execute(statement, values)


def _documents(tenant_id: UUID, base_id: UUID, passages: int) -> None:
    from kit.scoping import tenant_scope
    from knowledge.models import Document, DocumentVersion

    with tenant_scope(tenant_id):
        for number in range(-(-passages // PER_DOCUMENT)):
            document = Document.objects.create(
                id=_id(base_id, "d", number), base_id=base_id, name=f"load-{number}.txt", added_by="job:bench"
            )
            DocumentVersion.objects.create(
                id=_id(base_id, "v", number),
                document=document,
                number=1,
                size=0,
                state="ready",
                stage="ready",
                live=True,
            )


def _copy(
    connection: Any,
    place: tuple[UUID, UUID, int],
    start: int,
    *,
    rows: list[tuple[str, str]],
    found: list[Counter[str]],
    weights: list[dict[int, float]],
) -> None:
    from gateway.embedding import SPACE
    from knowledge.ingestion.rows import as_halfvec
    from knowledge.terms import as_sparsevec

    tenant_id, base_id, salt = place
    ids = [_id(base_id, "p", start + index) for index in range(len(rows))]
    versions = [_id(base_id, "v", (start + index) // PER_DOCUMENT) for index in range(len(rows))]
    passages = "knowledge_passage (id, tenant_id, created_at, version_id, ordinal, text, path, switched_on, verdict, category, screened_with, kind, audience)"
    lexical = "knowledge_passageterms (id, passage_id, tenant_id, created_at, base_id, version_id, live, length, keys, weights)"
    dense = "knowledge_passagevector (id, passage_id, tenant_id, created_at, base_id, version_id, live, space, part, vector)"
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {passages} FROM STDIN") as copy:
            for index, (title, text) in enumerate(rows):
                at = start + index
                copy.write_row(
                    (
                        ids[index],
                        tenant_id,
                        "now",
                        versions[index],
                        at,
                        text,
                        title,
                        True,
                        "allow",
                        "",
                        "",
                        "text",
                        "{}",
                    )
                )
        with cursor.copy(f"COPY {lexical} FROM STDIN") as copy:
            for index, weight in enumerate(weights):
                keys = "{" + ",".join(str(term ^ salt) for term in weight) + "}"
                held = (ids[index], ids[index], tenant_id, "now", base_id, versions[index], True)
                copy.write_row((*held, found[index].total(), keys, as_sparsevec(weight)))
        with cursor.copy(f"COPY {dense} FROM STDIN") as copy:
            for index, vector in enumerate(as_halfvec(_projected(weights))):
                held = (_id(base_id, "x", start + index), ids[index], tenant_id, "now", base_id, versions[index], True)
                copy.write_row((*held, SPACE, 0, vector))


def _projected(weights: list[dict[int, float]]) -> Any:
    """A unit vector a passage: the sum of one random direction for each of its terms."""
    import numpy as np

    directions = np.random.default_rng(1).standard_normal((ROWS_OF_PROJECTION, 512)).astype(np.float32)
    sums = np.stack([directions[[term % ROWS_OF_PROJECTION for term in weight]].sum(axis=0) for weight in weights])
    return sums / np.linalg.norm(sums, axis=1, keepdims=True)


def _id(base_id: UUID, kind: str, number: int) -> UUID:
    """Ids in the order of their making, like those of ingestion."""
    return UUID(f"{base_id.hex[:16]}{ord(kind):04x}{number:012x}")


def say(message: str) -> None:
    print(f"search: {message}", file=sys.stderr, flush=True)
