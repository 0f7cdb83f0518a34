"""Everything that reads ratings, clusters, drafts, cases, wishes and counts."""

from desk.selectors.cases import case, case_history, case_runs, cases
from desk.selectors.clusters import ClusterPage, cluster, cluster_view, clusters, clusters_count
from desk.selectors.drafts import draft, drafts
from desk.selectors.figures import figures
from desk.selectors.ratings import ratings, ratings_of_operator
from desk.selectors.wishes import told, wishes

__all__ = [
    "ClusterPage",
    "case",
    "case_history",
    "case_runs",
    "cases",
    "cluster",
    "cluster_view",
    "clusters",
    "clusters_count",
    "draft",
    "drafts",
    "figures",
    "ratings",
    "ratings_of_operator",
    "told",
    "wishes",
]
