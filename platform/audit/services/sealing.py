"""Give every entry its place in its tenant's chain. Takes rows that wait for a seal, never "rows after a mark"."""

from typing import Final
from uuid import UUID

from django.db import connections

from audit.chain import ALGORITHM, GENESIS, seal_hash
from audit.models import EVIDENCE, Entry, Seal, Unsealed, evidence
from audit.services.checkpoints import CHECKPOINT_ENTRIES, check_off
from kit import crypto
from kit.roles import acting_as, alias, atomic

BATCH: Final = 64
ROUNDS: Final = 32
"""Batches of one tenant in a row; then the others have their turn."""


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
    if not _alone(tenant_id):
        return 0, 0
    waiting = Unsealed.objects.filter(tenant_id=tenant_id).order_by("id").values_list("id", flat=True)[:BATCH]
    ids = list(waiting)
    if not ids:
        return 0, 0
    entries = Entry.objects.filter(tenant_id=tenant_id, id__in=ids).order_by("id").values_list(*EVIDENCE)
    seals = _continue(tenant_id, list(entries))
    Seal.objects.bulk_create(seals)
    Unsealed.objects.filter(tenant_id=tenant_id, id__in=ids).delete()
    return len(seals), seals[-1].sequence


def _alone(tenant_id: UUID) -> bool:
    """One sealer per tenant: the lock goes with the transaction."""
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit-seal:{tenant_id}"])
        return bool(cursor.fetchone()[0])


def _continue(tenant_id: UUID, entries: list[tuple]) -> list[Seal]:
    head = Seal.objects.filter(tenant_id=tenant_id).order_by("-sequence").values_list("sequence", "hash").first()
    sequence, previous = head or (0, GENESIS)
    key_id, _signature = crypto.sign(b"")
    seals = []
    for values in entries:
        sequence += 1
        digest = seal_hash(sequence, previous, key_id, evidence(values))
        seals.append(
            Seal(
                tenant_id=tenant_id,
                entry_id=values[0],
                sequence=sequence,
                previous=previous,
                hash=digest,
                algorithm=ALGORITHM,
                key_id=key_id,
            )
        )
        previous = digest
    return seals
