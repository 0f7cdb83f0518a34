"""Writes of this app. Each asks for the permission `knowledge.write`."""

from knowledge.liveness import follow_changes
from knowledge.services.archives import Unpacked, add_archive, is_archive
from knowledge.services.bases import create_base, delete_base, save_base
from knowledge.services.daily import Daily
from knowledge.services.documents import (
    add_document,
    add_file,
    add_version,
    delete_document,
    keep_copy,
    retry,
    set_validity,
    taken_in,
)
from knowledge.services.drafting import draft_pairs
from knowledge.services.glossary import add_glossary_entry, import_glossary, remove_glossary_entry
from knowledge.services.overlaps import keep_both, supersede
from knowledge.services.overlaps import reopen as reopen_overlap
from knowledge.services.overlaps import scope as scope_overlap
from knowledge.services.pair_sheets import drop_import, export_pairs, import_pairs, preview_import
from knowledge.services.pairs import (
    approve_pair,
    create_pair,
    delete_pair,
    roll_back_pair,
    save_pair,
    set_direct_threshold,
)
from knowledge.services.passages import switch_passage
from knowledge.services.reach import set_audience, set_document_access, set_tags
from knowledge.services.sections import decline_suggestion, set_section_audience
from knowledge.services.versions import roll_back, set_care
from knowledge.services.watching import Watch
from knowledge.services.web import WebDue, add_web_source, delete_web_source, read_web_source, set_web_schedule

__all__ = [
    "Daily",
    "Unpacked",
    "Watch",
    "WebDue",
    "add_archive",
    "add_document",
    "add_file",
    "add_glossary_entry",
    "add_version",
    "add_web_source",
    "approve_pair",
    "create_base",
    "create_pair",
    "decline_suggestion",
    "delete_base",
    "delete_document",
    "delete_pair",
    "delete_web_source",
    "draft_pairs",
    "drop_import",
    "export_pairs",
    "follow_changes",
    "import_glossary",
    "import_pairs",
    "is_archive",
    "keep_both",
    "keep_copy",
    "preview_import",
    "read_web_source",
    "remove_glossary_entry",
    "reopen_overlap",
    "retry",
    "roll_back",
    "roll_back_pair",
    "save_base",
    "save_pair",
    "scope_overlap",
    "set_audience",
    "set_care",
    "set_direct_threshold",
    "set_document_access",
    "set_section_audience",
    "set_tags",
    "set_validity",
    "set_web_schedule",
    "supersede",
    "switch_passage",
    "taken_in",
]
