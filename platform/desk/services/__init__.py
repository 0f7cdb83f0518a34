"""Everything that changes ratings, clusters, drafts, cases and wishes."""
