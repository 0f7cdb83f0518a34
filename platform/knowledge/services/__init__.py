"""Writes of this app. Each asks for the permission `knowledge.write`."""

from knowledge.services.bases import create_base, delete_base, save_base
from knowledge.services.documents import add_document, add_version, delete_document, retry, set_validity, taken_in
from knowledge.services.passages import switch_passage
from knowledge.services.reach import set_audience, set_document_access, set_tags
from knowledge.services.watching import Watch

__all__ = [
    "Watch",
    "add_document",
    "add_version",
    "create_base",
    "delete_base",
    "delete_document",
    "retry",
    "save_base",
    "set_audience",
    "set_document_access",
    "set_tags",
    "set_validity",
    "switch_passage",
    "taken_in",
]
