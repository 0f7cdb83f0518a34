"""Drop entries whose time is over, in whole sealed ranges, and leave a signed stub for each range."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connections

from audit import events
from audit.chain import Stub, canonical
from audit.errors import KeptLonger
from audit.models import PurgeStub, moment
from audit.services.recording import record
from audit.types import FLOOR_DAYS, RETENTION_DAYS
from kit import clock, crypto
from kit.roles import acting_as, alias, atomic
from kit.scoping import tenant_scope

# Runs of neighbours are purged together; the head stays, so that the chain always knows how it goes on.
RANGES: Final = """
SELECT min(sequence), max(sequence), min(created_at), max(created_at) FROM (
  SELECT s.sequence, e.created_at, s.sequence - row_number() OVER (ORDER BY s.sequence) AS run
  FROM audit_seal s JOIN audit_entry e ON e.tenant_id = s.tenant_id AND e.id = s.entry_id
  WHERE s.tenant_id = %(tenant)s
    AND e.created_at < CASE e.retention {classes} ELSE '-infinity'::timestamptz END
    AND s.sequence < (SELECT max(sequence) FROM audit_seal WHERE tenant_id = %(tenant)s)
) AS old GROUP BY run ORDER BY 1
"""
HASH: Final = "SELECT {column} FROM audit_seal WHERE tenant_id = %s AND sequence = %s"
DROPS: Final = (
    "DELETE FROM audit_payload p USING audit_seal s WHERE s.tenant_id = %(tenant)s AND p.tenant_id = s.tenant_id"
    " AND p.entry_id = s.entry_id AND s.sequence BETWEEN %(first)s AND %(last)s",
    "WITH gone AS (DELETE FROM audit_seal WHERE tenant_id = %(tenant)s AND sequence BETWEEN %(first)s AND %(last)s"
    " RETURNING entry_id) DELETE FROM audit_entry e USING gone WHERE e.tenant_id = %(tenant)s AND e.id = gone.entry_id",
)


def purge(*, tenant_id: UUID, older_than_days: int = FLOOR_DAYS, actor: str) -> int:
    """Drop entries that are older than this and than their retention class asks; answers how many.

    Works as the owner, since nobody else may remove an entry. Raises KeptLonger below 183 days.
    """
    if older_than_days < FLOOR_DAYS:
        raise KeptLonger(days=FLOOR_DAYS)
    with acting_as("owner"), tenant_scope(tenant_id):
        ranges = _ranges(tenant_id, older_than_days)
        for stub in ranges:
            _drop(tenant_id, stub)
        count = sum(stub.last - stub.first + 1 for stub in ranges)
        if count:
            before = (clock.now() - timedelta(days=older_than_days)).date().isoformat()
            record(events.PURGED, actor=actor, data={"count": count, "ranges": len(ranges), "before": before})
    return count


def _ranges(tenant_id: UUID, days: int) -> list[Stub]:
    limits: dict[str, Any] = {
        str(name): clock.now() - timedelta(days=max(days, kept)) for name, kept in RETENTION_DAYS.items()
    }
    classes = " ".join(f"WHEN '{name}' THEN %({name})s" for name in limits)
    with connections[alias()].cursor() as cursor:
        cursor.execute(RANGES.format(classes=classes), {"tenant": tenant_id, **limits})
        return [_stub(tenant_id, *row) for row in cursor.fetchall()]


def _stub(tenant_id: UUID, first: int, last: int, oldest: datetime, newest: datetime) -> Stub:
    bare = Stub(
        tenant=str(tenant_id),
        at=moment(clock.now()),
        first=first,
        last=last,
        previous=_seal_column("previous", tenant_id, first),
        hash=_seal_column("hash", tenant_id, last),
        oldest=moment(oldest),
        newest=moment(newest),
    )
    key_id, signature = crypto.sign(canonical(bare.statement()))
    return replace(bare, key_id=key_id, signature=signature)


def _seal_column(column: str, tenant_id: UUID, sequence: int) -> str:
    with connections[alias()].cursor() as cursor:
        cursor.execute(HASH.format(column=column), [tenant_id, sequence])
        return str(cursor.fetchone()[0])


@atomic()
def _drop(tenant_id: UUID, stub: Stub) -> None:
    PurgeStub.objects.create(tenant_id=tenant_id, **{k: v for k, v in stub.to_json().items() if k != "tenant"})
    with connections[alias()].cursor() as cursor:
        for statement in DROPS:
            cursor.execute(statement, {"tenant": tenant_id, "first": stub.first, "last": stub.last})
