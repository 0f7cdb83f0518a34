"""Take a version from its file to the search index, in steps that each can be interrupted and done again."""

from knowledge.ingestion.machine import ingest

__all__ = ["ingest"]
