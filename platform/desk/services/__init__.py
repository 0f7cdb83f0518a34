"""Everything that changes ratings, clusters, drafts, cases and wishes."""

from desk.services.cases import add_case, delete_case, run_cases
from desk.services.clusters import settle_cluster
from desk.services.drafts import approve_draft, approves_alone, return_draft, save_draft
from desk.services.exporting import note_export
from desk.services.ratings import rate, rate_anothers, take_back
from desk.services.wishes import reachable, see, take_wish_back, wish

__all__ = [
    "add_case",
    "approve_draft",
    "approves_alone",
    "delete_case",
    "note_export",
    "rate",
    "rate_anothers",
    "reachable",
    "return_draft",
    "run_cases",
    "save_draft",
    "see",
    "settle_cluster",
    "take_back",
    "take_wish_back",
    "wish",
]
