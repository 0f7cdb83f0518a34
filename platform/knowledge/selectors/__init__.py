"""Reads of this app."""

from knowledge.selectors.bases import base, base_by_slug, bases, sensitivity_of
from knowledge.selectors.documents import document, documents, find_document, version, versions
from knowledge.selectors.matching import match_pair
from knowledge.selectors.pages import page_source
from knowledge.selectors.pairs import pair, pair_of_document, pair_versions, pairs
from knowledge.selectors.passages import (
    open_file,
    page_passages,
    passage,
    passage_of,
    version_passages,
)
from knowledge.selectors.pictures import picture
from knowledge.selectors.searching import Prepared, prepare, search
from knowledge.selectors.showing import shown
from knowledge.support import support

__all__ = [
    "Prepared",
    "base",
    "base_by_slug",
    "bases",
    "document",
    "documents",
    "find_document",
    "match_pair",
    "open_file",
    "page_passages",
    "page_source",
    "pair",
    "pair_of_document",
    "pair_versions",
    "pairs",
    "passage",
    "passage_of",
    "picture",
    "prepare",
    "search",
    "sensitivity_of",
    "shown",
    "support",
    "version",
    "version_passages",
    "versions",
]
