"""Reads of this app."""

from knowledge.audiences import applies
from knowledge.pairing.curve import Curve, Point, Share
from knowledge.pairing.sheets import read_sheet, read_trials
from knowledge.selectors.bases import base, base_by_slug, bases, sensitivity_of
from knowledge.selectors.blocks import blocks, version_file
from knowledge.selectors.care import count_standing, documents_standing, to_review
from knowledge.selectors.differences import Differences, differences
from knowledge.selectors.documents import document, documents, find_document, version, versions
from knowledge.selectors.glossary import glossary
from knowledge.selectors.matching import match_pair
from knowledge.selectors.overlaps import count_open_overlaps, disagreements, overlap, overlaps
from knowledge.selectors.pages import page_source
from knowledge.selectors.pair_imports import pair_import
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
from knowledge.selectors.sections import Section, Suggestion, sections, suggestions
from knowledge.selectors.showing import shown
from knowledge.selectors.trials import held_phrasings, own_curve, sheet_curve
from knowledge.selectors.web import live_address, web_pages, web_source, web_sources
from knowledge.support import support

__all__ = [
    "Curve",
    "Differences",
    "Point",
    "Prepared",
    "Section",
    "Share",
    "Suggestion",
    "applies",
    "base",
    "base_by_slug",
    "bases",
    "blocks",
    "count_open_overlaps",
    "count_standing",
    "differences",
    "disagreements",
    "document",
    "documents",
    "documents_standing",
    "find_document",
    "glossary",
    "held_phrasings",
    "live_address",
    "match_pair",
    "open_file",
    "overlap",
    "overlaps",
    "own_curve",
    "page_passages",
    "page_source",
    "pair",
    "pair_import",
    "pair_of_document",
    "pair_versions",
    "pairs",
    "passage",
    "passage_of",
    "picture",
    "prepare",
    "read_sheet",
    "read_trials",
    "search",
    "sections",
    "sensitivity_of",
    "sheet_curve",
    "shown",
    "suggestions",
    "support",
    "to_review",
    "version",
    "version_file",
    "version_passages",
    "versions",
    "web_pages",
    "web_source",
    "web_sources",
]
