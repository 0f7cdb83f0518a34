"""The figures of retrieval, and the measurement as a whole on a corpus of three."""

import json
from pathlib import Path

import pytest

from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.evaluation import measure, read_corpus, read_judged, scratch_tenant
from knowledge.evaluation.beir import ndcg, recall, reciprocal_rank
from knowledge.models import Passage

ROWS = [
    {"_id": "a", "title": "Leave", "text": "Staff have ten days of leave a year."},
    {"_id": "b", "title": "", "text": "出差住宿每晚上限为四百五十元。"},
    {"_id": "c", "title": "第四十条", "text": "上班时间为九点。"},
]
QUESTIONS = [
    {"_id": "1", "text": "住宿上限多少元？"},
    {"_id": "2", "text": "how much leave?"},
    {"_id": "3", "text": "第四十条"},
]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_gain_is_discounted_by_rank_and_divided_by_the_best_possible() -> None:
    assert ndcg(["a", "b"], frozenset("a")) == 1.0
    assert ndcg(["b", "a"], frozenset("a")) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["b"] * 10 + ["a"], frozenset("a")) == 0.0


def test_recall_divides_by_all_relevant() -> None:
    assert recall(["a", "b", "c"], frozenset("acd"), 2) == pytest.approx(1 / 3)


def test_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    assert reciprocal_rank(["x", "a", "b"], frozenset("ab")) == 0.5
    assert reciprocal_rank(["x"], frozenset("a")) == 0.0


def test_a_corpus_is_indexed_asked_and_removed(transactional_db: None, tmp_path: Path) -> None:
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\n1\tb\t1\n2\ta\t1\n3\tc\t1\n", encoding="utf-8")
    corpus = read_corpus(write(tmp_path / "corpus.jsonl", ROWS))
    judged = read_judged(write(tmp_path / "queries.jsonl", QUESTIONS), qrels)
    with scratch_tenant() as keeper:
        result = measure(corpus, judged, by=keeper)
    assert (result["ndcg@10"], result["recall@1"], result["mrr@10"]) == (1.0, 1.0, 1.0)
    assert result["search_ms_p95"] >= result["search_ms_p50"] > 0
    assert result["passages_per_s"] > 0
    with tenant_scope(keeper.tenant_id):
        assert selectors.bases(keeper) == ()
        assert not Passage.objects.exists()
