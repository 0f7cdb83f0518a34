"""Bases, documents, versions, passages, ingestion and search."""
