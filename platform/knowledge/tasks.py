"""What the worker calls."""

from kit.outbox import Work, handler
from knowledge.ingestion import ingest
from knowledge.ingestion.rescreening import KIND, rescreen
from knowledge.pairing import rows


@handler("knowledge.ingest")
def ingest_version(work: Work) -> None:
    """Payload: `version`, the id of the version."""
    ingest(work)


@handler(KIND)
def judge_anew(work: Work) -> None:
    """No payload: which passages are stale is asked of the passages."""
    rescreen(work)


@handler(rows.KIND)
def index_pairs(work: Work) -> None:
    """Payload: `versions`, the ids of versions of pairs of one base."""
    rows.index(work)
