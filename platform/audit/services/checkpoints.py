"""Sign the heads of the chains into files outside the database."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connections

from audit.adapters import checkpoints
from audit.chain import Checkpoint
from kit import clock
from kit.roles import acting_as, alias

CHECKPOINT_ENTRIES: Final = 1000
CHECKPOINT_EVERY: Final = timedelta(seconds=60)
CLERK_ROUND: Final = timedelta(seconds=20)
"""How often the clerk asks: a head that would be too old at the next round is signed in this one."""

HEADS = """
WITH RECURSIVE tenant AS (
  (SELECT tenant_id FROM audit_seal ORDER BY tenant_id LIMIT 1)
  UNION ALL
  SELECT (SELECT tenant_id FROM audit_seal WHERE tenant_id > tenant.tenant_id ORDER BY tenant_id LIMIT 1)
  FROM tenant WHERE tenant.tenant_id IS NOT NULL
)
SELECT head.* FROM tenant CROSS JOIN LATERAL (
  SELECT tenant_id, sequence, hash FROM audit_seal
  WHERE audit_seal.tenant_id = tenant.tenant_id ORDER BY sequence DESC LIMIT 1
) AS head
"""
"""The head of every chain by one index look-up each, however long the chains are."""

HEAD = "SELECT tenant_id, sequence, hash FROM audit_seal WHERE tenant_id = %s ORDER BY sequence DESC LIMIT 1"


def write_checkpoints() -> int:
    """Sign every head that moved since its last checkpoint and whose time has come; answers how many."""
    written = 0
    for tenant_id, sequence, digest in _heads(HEADS, []):
        last = checkpoints.latest(tenant_id)
        if last is None or (sequence > last.sequence and _due(last, sequence)):
            checkpoints.write(tenant_id, sequence, digest)
            written += 1
    return written


def check_off(tenant_id: UUID) -> Checkpoint | None:
    """Sign this tenant's head now, if it moved; answers its newest checkpoint."""
    last = checkpoints.latest(tenant_id)
    for _tenant, sequence, digest in _heads(HEAD, [tenant_id]):
        if last is None or sequence > last.sequence:
            return checkpoints.write(tenant_id, sequence, digest)
    return last


def _heads(query: str, parameters: list[UUID]) -> list[tuple[UUID, int, str]]:
    with acting_as("clerk"), connections[alias()].cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def _due(last: Checkpoint, sequence: int) -> bool:
    age = clock.now() - datetime.fromisoformat(last.at)
    return sequence - last.sequence >= CHECKPOINT_ENTRIES or age >= CHECKPOINT_EVERY - CLERK_ROUND
