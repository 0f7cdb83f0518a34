"""Everything that reads ratings, clusters, drafts, cases, wishes and counts."""
