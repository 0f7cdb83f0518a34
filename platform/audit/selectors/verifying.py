"""Verify chains where they lie, against the checkpoints outside the database."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.db import connections

from audit.adapters import checkpoints
from audit.chain import Checkpoint, Finding, Link, Stub, Verification
from audit.chain import verify as walk
from audit.models import EVIDENCE, PurgeStub, moment
from kit.roles import acting_as, alias, atomic

FETCH: Final = 500

# Along the index of sequence numbers, one look-up per entry: no plan that sorts a whole chain, whatever the statistics.
CHAIN: Final = f"""
SELECT s.sequence, s.previous, s.hash, s.algorithm, s.key_id, found.entry
FROM audit_seal s LEFT JOIN LATERAL (
  SELECT {EVIDENCE} AS entry FROM audit_entry e WHERE e.tenant_id = s.tenant_id AND e.id = s.entry_id OFFSET 0
) AS found ON true
WHERE s.tenant_id = %s ORDER BY s.sequence
"""  # noqa: S608  (no input in it)

# Waiting and sealed are left by one commit, so in one statement every entry is one or the other. Counting is quick; only
# where the numbers differ is it worth looking for the entry.
UNACCOUNTED: Final = """
SELECT (SELECT count(*) FROM audit_entry WHERE tenant_id = %(tenant)s)
     - (SELECT count(*) FROM audit_seal WHERE tenant_id = %(tenant)s)
     - (SELECT count(*) FROM audit_unsealed u JOIN audit_entry e ON e.tenant_id = u.tenant_id AND e.id = u.id
        WHERE u.tenant_id = %(tenant)s)
"""
SMUGGLED: Final = """
SELECT e.id FROM audit_entry e
WHERE e.tenant_id = %(tenant)s
  AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.tenant_id = e.tenant_id AND s.entry_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.tenant_id = e.tenant_id AND u.id = e.id)
ORDER BY e.id LIMIT 1
"""


@atomic()
def verify(tenant_id: UUID) -> Verification:
    """Recompute the chain of the tenant in scope, as far as it is sealed, and compare it with its newest checkpoint.

    Entries after the checkpoint, a minute's worth, are checked for consistency only: nothing outside the database
    vouches for them yet.
    """
    try:
        # Read before the chain is: a checkpoint that is written meanwhile must not look like a missing tail.
        newest = checkpoints.latest(tenant_id)
    except ValueError:
        return _unreadable()
    held: tuple[Checkpoint, ...] = (newest,) if newest else ()
    keys = checkpoints.public_keys()
    result = walk(str(tenant_id), chain(tenant_id), checkpoints=held, keys=keys, covered=False)
    return _with_smuggled(tenant_id, result) if result.ok else result


def chain(tenant_id: UUID, *, up_to: int | None = None) -> Iterator[Link | Stub]:
    """The links of a chain in order, and the stubs of what was purged, streamed: a chain does not fit in memory."""
    stubs = [_stub(row) for row in PurgeStub.objects.filter(tenant_id=tenant_id).order_by("first")]
    for link in _links(tenant_id):
        while stubs and stubs[0].first <= link.sequence:
            yield stubs.pop(0)
        if up_to is not None and link.sequence > up_to:
            return
        yield link
    yield from stubs


def _links(tenant_id: UUID) -> Iterator[Link]:
    """Rows as they come, so that the server reads ahead while this process hashes."""
    held = connections[alias()]
    held.ensure_connection()
    with held.wrap_database_errors, held.connection.cursor() as cursor:
        rows = cursor.stream(CHAIN, [tenant_id], size=FETCH)
        try:
            for sequence, previous, digest, algorithm, key_id, entry in rows:
                yield Link(sequence, previous, digest, algorithm, key_id, json.loads(entry) if entry else None)
        finally:
            # Who stops at a bad entry goes on in this transaction; a cancelled query would have broken it.
            deque(rows, maxlen=0)


def _stub(row: PurgeStub) -> Stub:
    return Stub(
        tenant=str(row.tenant_id),
        at=moment(row.at),
        first=row.first,
        last=row.last,
        previous=row.previous,
        hash=row.hash,
        oldest=moment(row.oldest),
        newest=moment(row.newest),
        key_id=row.key_id,
        signature=row.signature,
    )


def _with_smuggled(tenant_id: UUID, result: Verification) -> Verification:
    with connections[alias()].cursor() as cursor:
        cursor.execute(UNACCOUNTED, {"tenant": tenant_id})
        if not cursor.fetchone()[0]:
            return result
        cursor.execute(SMUGGLED, {"tenant": tenant_id})
        row = cursor.fetchone()
    what = "neither has a seal nor waits for one" if row else "there are more seals than entries"
    return replace(result, ok=False, first_bad=Finding(sequence=0, entry=str(row[0]) if row else "", what=what))


def _unreadable() -> Verification:
    finding = Finding(sequence=0, entry="", what="the newest checkpoint cannot be read")
    return Verification(ok=False, counts={}, first_bad=finding)


def tenants_with_chain() -> tuple[UUID, ...]:
    """Every tenant that has an entry or ever had a checkpoint: a chain that vanished whole must be missed, too."""
    with acting_as("clerk"), connections[alias()].cursor() as cursor:
        cursor.execute("SELECT DISTINCT tenant_id FROM audit_entry")
        known = {row[0] for row in cursor.fetchall()}
    return tuple(sorted(known | checkpoints.tenants()))


def seal_lag() -> float:
    """Seconds that the longest waiting entry of any tenant has waited for its seal; 0.0 when none waits."""
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT audit_seal_lag()")
        return float(cursor.fetchone()[0])
