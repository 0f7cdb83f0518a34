"""Measure search, and answers, on material of others in a tenant that lives only as long as the measurement."""

from knowledge.evaluation.beir import Judged, measure, read_corpus, read_judged
from knowledge.evaluation.bulk import add_texts
from knowledge.evaluation.scratch import bring_in_folder, scratch_tenant

__all__ = [
    "Judged",
    "add_texts",
    "bring_in_folder",
    "measure",
    "read_corpus",
    "read_judged",
    "scratch_tenant",
]
