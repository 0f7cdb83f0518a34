"""Read BEIR files, ask their questions of search, and say how good the order was."""

import json
import math
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from gateway.embedding import embed
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.evaluation.bulk import Text, add_texts
from knowledge.selectors import search
from tenants.types import Principal

DEPTH = 10
PASSAGES = 60
"""Asked for per question, so that ten documents are among them although a document may have several."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the names of the documents that answer it."""

    question: str
    relevant: frozenset[str]


def read_corpus(path: Path) -> tuple[Text, ...]:
    """`corpus.jsonl`. Raises KeyError or json.JSONDecodeError for another shape."""
    return tuple(Text(str(row["_id"]), row.get("title") or "", row["text"]) for row in _rows(path))


def read_judged(queries: Path, qrels: Path) -> tuple[Judged, ...]:
    """`queries.jsonl` with `qrels.tsv`; questions without a relevant document are left out."""
    relevant: dict[str, set[str]] = {}
    for line in qrels.read_text(encoding="utf-8").splitlines():
        question, document, score = line.split("\t")
        if score.lstrip("-").isdigit() and int(score) > 0:
            relevant.setdefault(question, set()).add(document)
    rows = [(str(row["_id"]), row["text"]) for row in _rows(queries)]
    return tuple(Judged(text, frozenset(relevant[name])) for name, text in rows if name in relevant)


def measure(corpus: Sequence[Text], judged: Sequence[Judged], *, by: Principal) -> dict[str, float]:
    """Index the corpus in a base of its own, ask every question, and give the figures of `eval_retrieval`."""
    with tenant_scope(by.tenant_id):
        base = services.create_base(slug="corpus", name="Corpus", by=by)
    embed(["ready"], kind="passage")  # loading the encoder is not indexing
    started = time.perf_counter()
    passages = add_texts(corpus, base_id=base.id, by=by)
    took = time.perf_counter() - started
    answers, times = [], []
    for each in judged:
        began = time.perf_counter()
        answers.append(_ranked(each.question, base.id, by))
        times.append((time.perf_counter() - began) * 1000)
    return figures(judged, answers) | {
        "search_ms_p50": round(statistics.median(times), 1),
        "search_ms_p95": round(sorted(times)[math.ceil(0.95 * len(times)) - 1], 1),
        "passages_per_s": round(passages / took, 1),
        "passages": passages,
        "questions": len(judged),
    }


def figures(judged: Sequence[Judged], answers: Sequence[Sequence[str]]) -> dict[str, float]:
    """Means over the questions: binary nDCG, recall over all relevant documents, reciprocal rank."""
    pairs = [(answer, each.relevant) for answer, each in zip(answers, judged, strict=True)]
    return {
        "ndcg@10": _mean(ndcg(answer, relevant) for answer, relevant in pairs),
        "recall@1": _mean(recall(answer, relevant, 1) for answer, relevant in pairs),
        "recall@5": _mean(recall(answer, relevant, 5) for answer, relevant in pairs),
        "recall@10": _mean(recall(answer, relevant, 10) for answer, relevant in pairs),
        "mrr@10": _mean(reciprocal_rank(answer, relevant) for answer, relevant in pairs),
    }


def ndcg(answer: Sequence[str], relevant: frozenset[str]) -> float:
    """Discounted gain of the first ten, as a share of the best possible."""
    gain = sum(1 / math.log2(rank + 2) for rank, name in enumerate(answer[:DEPTH]) if name in relevant)
    return gain / sum(1 / math.log2(rank + 2) for rank in range(min(DEPTH, len(relevant))))


def recall(answer: Sequence[str], relevant: frozenset[str], depth: int) -> float:
    """Share of all relevant documents among the first `depth`."""
    return len(relevant.intersection(answer[:depth])) / len(relevant)


def reciprocal_rank(answer: Sequence[str], relevant: frozenset[str]) -> float:
    """One over the rank of the first relevant document of the first ten; 0 without one."""
    return next((1 / rank for rank, name in enumerate(answer[:DEPTH], 1) if name in relevant), 0.0)


def _ranked(question: str, base_id: UUID, by: Principal) -> list[str]:
    """Names of documents by their best passage."""
    with tenant_scope(by.tenant_id):
        found = search(question=question, base_ids=[base_id], principal=by, limit=PASSAGES)
    return list(dict.fromkeys(passage.document for passage in found))


def _mean(values: Iterator[float]) -> float:
    held = list(values)
    return round(sum(held) / len(held), 4) if held else 0.0


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
