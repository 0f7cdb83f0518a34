"""Reads of the audit trail: entries for people, chains for verification, the sealer's lag for the health page."""

from audit.selectors.entries import entries, pseudonym_of, turn_evidence
from audit.selectors.verifying import seal_lag, tenants_with_chain, verify

__all__ = ["entries", "pseudonym_of", "seal_lag", "tenants_with_chain", "turn_evidence", "verify"]
