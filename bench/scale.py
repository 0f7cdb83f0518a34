"""Search over a million passages of a hundred tenants, as the application's role, beside tantivy on the same passages.

The texts are real, cut short; each passage has one synthetic vector. Recall is that of the dense arm among what search
considers, against comparing every vector. The database is made once and kept.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

PASSAGES = int(os.environ.get("BENCH_SCALE_PASSAGES", "1000000"))
TENANTS = 100
LARGEST, EACH = 60, 4  # questions of the largest tenant, and of every other one
NEAREST = 10
TARGET_MS, TARGET_RECALL, TARGET_RATIO = 80.0, 0.99, 3.0
Row = tuple[UUID, UUID, int]
DENSE = """
SELECT passage_id FROM knowledge_search('{}', '{}', %s::text::halfvec, %s, %s::uuid[], '{}', true, now(), '{}', 50)
ORDER BY dense DESC LIMIT 10
"""
LEXICAL = """
SELECT passage_id FROM knowledge_search(%s::int[], %s::real[], NULL, %s, %s::uuid[], '{}', true, now(), '{}', 50)
ORDER BY lexical DESC LIMIT 10
"""
EXACT = """
SELECT passage_id FROM knowledge_passagevector WHERE tenant_id = %s AND live
ORDER BY ((vector::halfvec(512)) <#> %s::text::halfvec) + 0 LIMIT 10
"""


def run() -> dict[str, Any]:
    """Recall of every tenant, short results, p95 of search, and of the lexical arm as a multiple of tantivy's."""
    from bench.search import SHARED

    if not SHARED.exists():
        return {"skipped": f"{SHARED} is not there"}
    import django

    django.setup()
    tenants = _database()
    asked = {tenant: _questions(size, LARGEST if n == 0 else EACH) for n, (tenant, _, size) in enumerate(tenants)}
    recalls = {size: _recall(tenant, base, asked[tenant]) for tenant, base, size in tenants}
    times, short = _search(tenants, asked)
    ours, theirs = _lexical(tenants[0], asked[tenants[0][0]])
    return {
        "passages": sum(size for _, _, size in tenants),
        "tenants": len(tenants),
        "worst_recall@10": min(recalls.values()),
        "recall@10_largest": recalls[tenants[0][2]],
        "short_results": short,
        "search_ms_p50": round(statistics.median(times), 1),
        "search_ms_p95": p95(times),
        "lexical_ms_p95": p95(ours),
        "tantivy_ms_p95": p95(theirs),
        "lexical_to_tantivy": round(p95(ours) / p95(theirs), 2),
        "met": min(recalls.values()) >= TARGET_RECALL
        and not short
        and p95(times) <= TARGET_MS
        and p95(ours) <= TARGET_RATIO * p95(theirs),
    }


def p95(times: Sequence[float]) -> float:
    """In the unit of `times`."""
    return round(sorted(times)[int(0.95 * len(times))], 1)


def _database() -> list[Row]:
    """(tenant, base, passages), the largest first, in a database that is filled if it is not there."""
    from django.conf import settings
    from django.core.management import call_command

    from bench._tenants import fill
    from tests.conftest import close_everything, migrations_digest, use_database

    name = f"bench_scale_{PASSAGES}_{migrations_digest()}"
    settings.EMBEDDED.start()
    if not settings.EMBEDDED.has_database(name):
        settings.EMBEDDED.drop_database("bench_scale_making")
        settings.EMBEDDED.create_database("bench_scale_making")
        use_database("bench_scale_making")
        call_command("migrate", database="owner", verbosity=0)
        with settings.EMBEDDED.superuser("bench_scale_making") as connection:
            fill(connection, PASSAGES, TENANTS)
        close_everything()
        use_database("postgres")
        with settings.EMBEDDED.superuser() as connection:
            connection.execute(f'ALTER DATABASE bench_scale_making RENAME TO "{name}"')
    use_database(name)
    with settings.EMBEDDED.superuser(name) as connection:
        rows = connection.execute("SELECT tenant_id, id, live_passages FROM knowledge_base ORDER BY live_passages DESC")
        return list(rows.fetchall())


def _questions(size: int, count: int) -> list[tuple[str, str]]:
    """Stretches of the tenant's own passages with words left out, each with its projected meaning."""
    from itertools import islice

    from bench._tenants import as_text, pieces, projected
    from knowledge.terms import passage_vector, terms

    chosen = random.Random(size)
    held = [text for text in islice(pieces(), min(size, 20_000)) if len(text) > 40] or ["一二三四五六七八九十" * 5]
    found = []
    for text in chosen.choices(held, k=count):
        start = chosen.randrange(len(text) - 30)
        asked = text[start : start + 12] + "，" + text[start + 16 : start + 30]
        found.append((asked, as_text(projected([passage_vector(terms(asked), average=160.0)])[0])))
    return found


def _recall(tenant: UUID, base: UUID, asked: Sequence[tuple[str, str]]) -> float:
    """Mean share of the ten nearest passages that the application's search considers."""
    from django.conf import settings
    from django.db import connection

    from gateway.embedding import SPACE
    from kit.scoping import tenant_scope

    shares = []
    with settings.EMBEDDED.superuser(settings.DATABASES["default"]["NAME"]) as owner:
        for _, meaning in asked:
            exact = {row[0] for row in owner.execute(EXACT, [tenant, meaning]).fetchall()}
            with tenant_scope(tenant), connection.cursor() as cursor:
                cursor.execute(DENSE, [meaning, SPACE, [base]])
                shares.append(len(exact & {row[0] for row in cursor.fetchall()}) / len(exact))
    return round(statistics.fmean(shares), 4)


def _search(tenants: Sequence[Row], asked: dict[UUID, list[tuple[str, str]]]) -> tuple[list[float], int]:
    """Milliseconds of each search, question in, passages out, and how many gave fewer passages than there are."""
    from kit.scoping import tenant_scope
    from knowledge.selectors import Prepared, prepare, search
    from tenants.types import job_principal

    prepare("warm")
    rounds = [(row, each) for row in tenants for each in asked[row[0]]]
    random.Random(0).shuffle(rounds)
    times, short = [], 0
    for (tenant, base, size), (text, meaning) in rounds:
        keeper = job_principal(tenant_id=tenant, name="bench", scopes=frozenset({"knowledge.write"}))
        began = time.perf_counter()
        prepared = prepare(text)
        question = Prepared(question=text, weights=prepared.weights, meaning=meaning)
        with tenant_scope(tenant):
            found = search(question=question, base_ids=[base], principal=keeper, limit=NEAREST)
        times.append((time.perf_counter() - began) * 1000)
        short += len(found) < min(NEAREST, size)
    return times[20:], short


def _lexical(largest: Row, asked: Sequence[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Milliseconds of the lexical arm alone, and of tantivy on the largest tenant's passages with the same terms."""
    from django.db import connection

    from gateway.embedding import SPACE
    from kit.scoping import tenant_scope
    from knowledge.terms import question_terms, question_vector

    tenant, base, size = largest
    weighed = [question_terms(text) for text, _ in asked]
    ours = []
    for weights in weighed * 2:
        vector = question_vector(weights)
        began = time.perf_counter()
        with tenant_scope(tenant), connection.cursor() as cursor:
            cursor.execute(LEXICAL, [list(vector), list(vector.values()), SPACE, [base]])
            cursor.fetchall()
        ours.append((time.perf_counter() - began) * 1000)
    with tempfile.TemporaryDirectory() as folder:
        theirs = _tantivy(folder, size, [list(weights) for weights in weighed])
    return ours[len(weighed) :], theirs


def _tantivy(folder: str, size: int, asked: Sequence[Sequence[str]]) -> list[float]:
    from itertools import islice

    import tantivy

    from bench._tenants import pieces
    from knowledge.terms import terms

    schema = tantivy.SchemaBuilder().add_text_field("body", stored=False, tokenizer_name="whitespace").build()
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(200_000_000, 1)
    for text in islice(pieces(), size):
        writer.add_document(tantivy.Document(body=" ".join(terms(text).elements())))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, times = index.searcher(), []
    for words in asked * 2:
        began = time.perf_counter()
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", word)) for word in words]
        searcher.search(tantivy.Query.boolean_query(clauses), 50)
        times.append((time.perf_counter() - began) * 1000)
    return times[len(asked) :]
