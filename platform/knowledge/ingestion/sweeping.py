"""Delete files that no document has: what an upload left that was cut off between the storage and the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.core.files.storage import default_storage

from audit.services import record
from kit import clock
from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge import events, files
from knowledge.models import DocumentVersion

GRACE = timedelta(hours=24)
"""An upload that is under way has a file before its row is committed; none takes as long."""
BATCH = 500
ACTOR = "job:knowledge.sweep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many files were looked at, how many of them were deleted, and their bytes."""

    seen: int
    files: int
    bytes: int


def sweep_files(work: Work) -> Swept:
    """Sweep the tenant's folder, batch by batch. What was deleted is put on record."""
    seen = gone = size = 0
    left = _keys(work.tenant_id)
    while batch := list(islice(left, BATCH)):
        lost = _lost(batch, work.tenant_id)
        seen, gone, size = seen + len(batch), gone + len(lost), size + sum(map(default_storage.size, lost))
        files.remove(*lost)
        work.renew()
    if gone:
        with tenant_scope(work.tenant_id):
            record(events.FILES_SWEPT, actor=ACTOR, data={"files": gone, "bytes": size, "seen": seen})
    return Swept(seen=seen, files=gone, bytes=size)


def _keys(tenant_id: UUID) -> Iterator[str]:
    folder = f"{files.FOLDER}/{tenant_id}"
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:  # nobody has uploaded anything yet
        return
    yield from (f"{folder}/{name}" for name in names)


def _lost(keys: list[str], tenant_id: UUID) -> list[str]:
    """Those of the keys that are old and belong to no version."""
    owners = {key: files.file_of(key) for key in keys if _is_old(key)}
    with tenant_scope(tenant_id):
        rows = DocumentVersion.objects.filter(file__in=set(owners.values()))
        held = set(rows.values_list("file", flat=True))
    return [key for key, owner in owners.items() if owner not in held]


def _is_old(key: str) -> bool:
    return default_storage.get_modified_time(key) < clock.now() - GRACE
