"""How good search is: nDCG@10 of the product, of each of its arms alone and of bm25s, on sets that nobody here wrote.

`BENCH_SETS` names some of the sets; all of them index forty thousand passages, which takes a quarter of an hour. The
figures of reading, of embedding at ingestion and of scale stand below: `bench.reading`, and `bench.scale` by itself.
"""

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
DEPTH = 60
NEVER_BELOW = {"drcd": 0.965, "cmrc2018": 0.983, "xquad_zh_en": 0.960, "rageval_dragonball": 0.0}
"""Sets that words nearly solve, with the reference figure of BM25 over characters and pairs: no loss is asked."""
ROOM = {
    "statutes_zh": (0.532, 0.532),
    "faq_bq": (0.325, 0.342),
    "faq_atec": (0.670, 0.718),
    "debian_faq_zh": (0.579, 0.601),
    "rgb": (0.479, 0.479),
    "financebench": (0.364, 0.387),
    "scifact": (0.696, 0.696),
}
"""Sets with room to win: the best single arm of reference, and its z-scored sum, or BM25 where there is none."""
GAIN = 1.05


def run() -> dict[str, Any]:
    """One row a set, whether each is met, the mean gain over the sum of reference, and the ratios of ingestion."""
    if not SHARED.exists():
        return {"skipped": f"{SHARED} is not there"}
    import django

    django.setup()
    _database()
    names = os.environ.get("BENCH_SETS", "").split() or [*NEVER_BELOW, *ROOM]
    rows = {name: _shown(name, _measured(name)) for name in names}
    rows["xquad cross-lingual"] = _shown(
        "xquad cross-lingual", _measured("xquad_zh_en", "--relevant", "cross_lingual_ids")
    )
    gains = [rows[name]["search"] / total for name, (_, total) in ROOM.items() if name in rows]
    return {
        "ndcg@10": rows,
        "mean_gain_over_sum": round(statistics.fmean(gains), 4) if gains else None,
        "met": all(row.get("met", True) for row in rows.values()) and (not gains or statistics.fmean(gains) >= GAIN),
        "embedding": _embedding(),
        "reading": _reading(),
    }


def _database() -> None:
    """A database of its own, migrated, and emptied of other measurements by its name."""
    from django.conf import settings
    from django.core.management import call_command

    from tests.conftest import migrations_digest, use_database

    settings.EMBEDDED.start()
    name = f"bench_knowledge_{migrations_digest()}"
    if not settings.EMBEDDED.has_database(name):
        settings.EMBEDDED.create_database(name)
    use_database(name)
    call_command("migrate", database="owner", verbosity=0)


def _measured(name: str, *more: str, of: str = "") -> dict[str, Any]:
    """nDCG@10 of search, of both arms alone and of bm25s on the same files; `of`: how the documents' names begin."""
    from kit.scoping import tenant_scope
    from knowledge import services
    from knowledge.evaluation import add_texts, read_corpus, read_judged, scratch_tenant

    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        chinese = ("--lang", "zh") if name == "xquad_zh_en" and not more else ()
        command = [sys.executable, SHARED / "to_beir.py", name, folder, *chinese, *more]
        subprocess.run(command, check=True, stdout=sys.stderr)
        corpus = [each for each in read_corpus(files / "corpus.jsonl") if each.name.startswith(of)]
        judged = read_judged(files / "queries.jsonl", files / "qrels.tsv")
    found: dict[str, Any] = {"bm25s": _score(judged, _bm25s(corpus, [each.question for each in judged]))}
    with scratch_tenant() as keeper:
        with tenant_scope(keeper.tenant_id):
            base = services.create_base(slug="corpus", name="Corpus", by=keeper)
        add_texts(corpus, base_id=base.id, by=keeper)
        for arm, ask in _arms(base.id, keeper).items():
            began = time.perf_counter()
            found[arm] = _score(judged, [ask(each.question) for each in judged])
            if arm == "search":
                found["ms_mean"] = round((time.perf_counter() - began) * 1000 / len(judged), 1)
    return found | {"questions": len(judged), "documents": len(corpus)}


def _arms(base_id: UUID, keeper: Any) -> dict[str, Callable[[str], list[str]]]:
    """Ways to ask a question: names of documents by their best passage."""
    from dataclasses import replace

    from kit.scoping import tenant_scope
    from knowledge.selectors import prepare, search

    def ask(question: str, arm: str) -> list[str]:
        asked = prepare(question)
        if arm == "lexical":
            asked = replace(asked, meaning="")
        elif arm == "dense":
            asked = replace(asked, weights={})
        with tenant_scope(keeper.tenant_id):
            passages = search(question=asked, base_ids=[base_id], principal=keeper, limit=DEPTH)
        if arm != "search":
            passages = tuple(sorted(passages, key=lambda each: -each.arms[arm]))
        return list(dict.fromkeys(each.document for each in passages))

    return {arm: lambda question, arm=arm: ask(question, arm) for arm in ("search", "lexical", "dense")}  # type: ignore[misc]


def _bm25s(corpus: Sequence[Any], questions: Sequence[str]) -> Iterator[list[str]]:
    """The package on whole documents: Chinese characters and pairs, words of other scripts."""
    import bm25s

    def words(text: str) -> list[str]:
        return [pair for run in _runs(text) for pair in run]

    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([words(f"{each.title}\n{each.body}") for each in corpus], show_progress=False)
    for question in questions:
        places, _ = index.retrieve([words(question)], k=min(10, len(corpus)), show_progress=False)
        yield [corpus[place].name for place in places[0]]


def _runs(text: str) -> Iterator[list[str]]:
    import re

    for match in re.finditer(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+", text.lower()):
        run = match.group()
        chinese = "\u3400" <= run[0] <= "\u9fff"
        yield [*run, *(run[i : i + 2] for i in range(len(run) - 1))] if chinese else [run]


def _score(judged: Sequence[Any], answers: Any) -> float:
    from knowledge.evaluation.beir import ndcg

    scores = [ndcg(answer, each.relevant) for answer, each in zip(answers, judged, strict=True)]
    return round(statistics.fmean(scores), 4)


def _shown(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row with what is asked of it, said on the way: all sets together take long."""
    best = max(row["lexical"], row["dense"], ROOM.get(name, (NEVER_BELOW.get(name, 0.0),))[0])
    if name in ROOM:
        row |= {"above": best, "met": row["search"] > best}
    elif name in NEVER_BELOW:
        row |= {"not_below": best, "met": row["search"] >= best}
    print(f"knowledge: {name} {json.dumps(row)}", file=sys.stderr, flush=True)
    return row


def _embedding() -> dict[str, Any]:
    """Texts per second of the door that ingestion uses, as a share of the bare encoder's on the same texts."""
    from gateway import embedding

    texts = [f"第{number}条 员工入职满一年的，每年享有带薪年假，具体天数按工龄计算。" * 3 for number in range(256)]
    encoder = embedding._loaded()
    ratios = []
    for _ in range(5):
        bare = _seconds(lambda: encoder.encode(texts))
        ratios.append(bare / _seconds(lambda: embedding.embed(texts, kind="passage")))
    return {"ratio": round(statistics.median(ratios), 3), "target": 0.9, "met": statistics.median(ratios) >= 0.9}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _reading() -> dict[str, Any]:
    if not (ROOT / "bench" / "reading.py").exists() or os.environ.get("BENCH_SETS"):
        return {"skipped": "run by itself: python -m bench reading"}
    found: dict[str, Any] = importlib.import_module("bench.reading").run()
    return found
