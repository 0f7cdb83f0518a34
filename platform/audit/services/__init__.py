"""Writes of the audit trail: record, seal, check off, erase, purge. Each file has one of them."""

from audit.services.checkpoints import write_checkpoints
from audit.services.erasing import erase_payloads, erase_turns
from audit.services.exporting import export
from audit.services.purging import purge
from audit.services.recording import evaluation_evidence, record
from audit.services.sealing import seal_pending, tenants_with_unsealed
from audit.services.unmasking import unmask

__all__ = [
    "erase_payloads",
    "erase_turns",
    "evaluation_evidence",
    "export",
    "purge",
    "record",
    "seal_pending",
    "tenants_with_unsealed",
    "unmask",
    "write_checkpoints",
]
