"""What the worker calls."""

from kit.outbox import Work, handler
from knowledge.ingestion import ingest


@handler("knowledge.ingest")
def ingest_version(work: Work) -> None:
    """Payload: `version`, the id of the version."""
    ingest(work)
