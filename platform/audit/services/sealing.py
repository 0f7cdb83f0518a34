"""Give every entry its place in its tenant's chain. Takes rows that wait for a seal, never "rows after a mark"."""

import json
from typing import Any, Final
from uuid import UUID

from django.db import connections

from audit.chain import ALGORITHM, GENESIS, seal_hash
from audit.models import EVIDENCE
from audit.services.checkpoints import CHECKPOINT_ENTRIES, check_off
from kit import clock, crypto
from kit.ids import new_id
from kit.roles import acting_as, alias, atomic

BATCH: Final = 64
ROUNDS: Final = 32
"""Batches of one tenant in a row; then the others have their turn."""

# One sealer per tenant; the lock goes with the transaction. A statement of its own: what follows must see all that the
# sealer before committed.
LOCK: Final = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
WAITING: Final = (
    f"SELECT e.id, {EVIDENCE} FROM audit_unsealed u JOIN audit_entry e ON e.tenant_id = u.tenant_id AND e.id = u.id"  # noqa: S608
    " WHERE u.tenant_id = %s ORDER BY u.id LIMIT %s"
)
HEAD: Final = "SELECT sequence, hash FROM audit_seal WHERE tenant_id = %s ORDER BY sequence DESC LIMIT 1"
SEAL: Final = """
WITH sealed AS (
  INSERT INTO audit_seal (id, entry_id, sequence, previous, hash, tenant_id, created_at, algorithm, key_id)
  SELECT id, entry_id, sequence, previous, hash, %(tenant)s, %(at)s, %(algorithm)s, %(key)s
  FROM unnest(%(ids)s::uuid[], %(entries)s::uuid[], %(sequences)s::bigint[], %(previous)s::text[], %(hashes)s::text[])
    AS new (id, entry_id, sequence, previous, hash)
  RETURNING entry_id
)
DELETE FROM audit_unsealed u USING sealed WHERE u.tenant_id = %(tenant)s AND u.id = sealed.entry_id
"""


def tenants_with_unsealed() -> tuple[UUID, ...]:
    """Tenants that have entries without a seal, the longest waiting first."""
    with acting_as("clerk"), connections[alias()].cursor() as cursor:
        cursor.execute("SELECT tenant_id FROM audit_unsealed GROUP BY tenant_id ORDER BY min(created_at)")
        return tuple(row[0] for row in cursor.fetchall())


def seal_pending(tenant_id: UUID) -> int:
    """Seal what waits, oldest first, in batches of 64, each its own transaction; answers how many were sealed.

    Another sealer at the same tenant makes this one do nothing. A checkpoint follows at least every 1,000 entries.
    """
    total = 0
    with acting_as("clerk"):
        for _round in range(ROUNDS):
            sealed, last = _seal_batch(tenant_id)
            total += sealed
            if sealed and last // CHECKPOINT_ENTRIES > (last - sealed) // CHECKPOINT_ENTRIES:
                check_off(tenant_id)
            if sealed < BATCH:
                break
    return total


@atomic()
def _seal_batch(tenant_id: UUID) -> tuple[int, int]:
    """(how many were sealed, the last sequence number)."""
    with connections[alias()].cursor() as cursor:
        cursor.execute(LOCK, [f"audit-seal:{tenant_id}"])
        if not cursor.fetchone()[0]:
            return 0, 0
        cursor.execute(WAITING, [tenant_id, BATCH])
        waiting = cursor.fetchall()
        if not waiting:
            return 0, 0
        cursor.execute(HEAD, [tenant_id])
        sequence, head = cursor.fetchone() or (0, GENESIS)
        cursor.execute(SEAL, _seals(tenant_id, waiting, sequence, head))
    return len(waiting), sequence + len(waiting)


def _seals(tenant_id: UUID, waiting: list[tuple[UUID, str]], sequence: int, head: str) -> dict[str, Any]:
    """The columns of the new seals, which continue the chain from `head`."""
    key_id, _signature = crypto.sign(b"")
    hashes = [head]
    for number, (_entry_id, entry) in enumerate(waiting, sequence + 1):
        hashes.append(seal_hash(number, hashes[-1], key_id, json.loads(entry)))
    return {
        "tenant": tenant_id,
        "at": clock.now(),
        "algorithm": ALGORITHM,
        "key": key_id,
        "ids": [new_id() for _ in waiting],
        "entries": [entry_id for entry_id, _entry in waiting],
        "sequences": list(range(sequence + 1, sequence + 1 + len(waiting))),
        "previous": hashes[:-1],
        "hashes": hashes[1:],
    }
