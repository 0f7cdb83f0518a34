"""In a large base search goes through its indexes, read from the plans that its statements get inside the function."""

import re
from uuid import UUID

import pytest
from django.db import connection, connections

from kit.roles import acting_as
from kit.scoping import tenant_scope
from knowledge.models import Document, DocumentVersion
from knowledge.types import BaseInfo
from tenants.types import Principal

ROWS = 30_000
LOAD = """
INSERT INTO knowledge_passage (id, tenant_id, created_at, version_id, ordinal, text, path, switched_on, verdict, category, screened_with,
    kind, audience)
  SELECT gen_random_uuid(), %(tenant)s, now(), %(version)s, n, 'text ' || n, '', true, 'allow', '', '', 'text', '{}'
  FROM generate_series(1, %(rows)s) n;
INSERT INTO knowledge_passageterms (id, passage_id, tenant_id, created_at, base_id, version_id, live, length, keys, weights)
  SELECT id, id, tenant_id, now(), %(base)s, version_id, true, 2,
    ARRAY[(ordinal %% 5000 + 1) # %(salt)s, 900000 # %(salt)s],
    ('{' || ordinal %% 5000 + 1 || ':1,900000:0.5}/1000000000')::sparsevec FROM knowledge_passage WHERE version_id = %(version)s;
INSERT INTO knowledge_termcount (id, tenant_id, created_at, base_id, passages)
  SELECT knowledge_term_id(%(base)s, n), %(tenant)s, now(), %(base)s, %(rows)s / 5000 FROM generate_series(1, 5000) n;
INSERT INTO knowledge_termcount (id, tenant_id, created_at, base_id, passages)
  VALUES (knowledge_term_id(%(base)s, 900000), %(tenant)s, now(), %(base)s, %(rows)s);
UPDATE knowledge_base SET live_passages = %(rows)s, live_terms = 2 * %(rows)s, live_vectors = 0 WHERE id = %(base)s;
ANALYZE knowledge_passage, knowledge_passageterms, knowledge_termcount, knowledge_documentversion, knowledge_document;
"""
COUNT = """
SELECT (SELECT coalesce(idx_scan, 0) FROM pg_stat_user_indexes WHERE indexrelname = 'knowledge_terms_gin'),
       (SELECT coalesce(seq_scan, 0) FROM pg_stat_user_tables WHERE relname = 'knowledge_passageterms')
"""


@pytest.fixture
def large(keeper: Principal, base: BaseInfo) -> BaseInfo:
    """A base of thirty thousand passages; each has one term of its own among few, and one that all have."""
    with tenant_scope(keeper.tenant_id):
        document = Document.objects.create(base_id=base.id, name="load", added_by="job:test")
        version = DocumentVersion.objects.create(document=document, number=1, size=0, state="ready", live=True)
    with acting_as("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT salt FROM knowledge_base WHERE id = %s", [base.id])
        place = {"tenant": keeper.tenant_id, "base": base.id, "salt": cursor.fetchone()[0], "rows": ROWS}
        cursor.execute(LOAD, place | {"version": version.id})
    return base


def scans() -> tuple[int, int]:
    """Scans of the term index, and of the whole table, so far: the statistics of this session are written out first."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(COUNT)
        found: tuple[int, int] = cursor.fetchone()
        return found


def call(tenant_id: UUID, base_id: UUID, terms: list[int]) -> int:
    with tenant_scope(tenant_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM knowledge_search(%s::int[], %s::real[], array_fill(0.04::real, ARRAY[512])::vector::halfvec, 'none',"
            " %s::uuid[], '{}', true, now(), '{}', 100)",
            [terms, [1.0] * len(terms), [base_id]],
        )
        count: int = cursor.fetchone()[0]
        cursor.execute("SELECT pg_stat_force_next_flush()")
    return count


def test_the_function_reads_the_term_index_and_never_the_whole_table(keeper: Principal, large: BaseInfo) -> None:
    before = scans()
    assert call(keeper.tenant_id, large.id, [17, 42, 900000]) == 12
    connection.close()
    after = scans()
    assert after[0] > before[0]
    assert after[1] == before[1]


def test_the_same_condition_under_a_row_policy_cannot_use_the_index(keeper: Principal, large: BaseInfo) -> None:
    """Why there is a function at all: if this fails one day, the function is no longer needed."""
    with tenant_scope(keeper.tenant_id), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT id FROM knowledge_passageterms WHERE keys && ARRAY[1, 2] AND live")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert not re.search("knowledge_terms_gin", plan)
