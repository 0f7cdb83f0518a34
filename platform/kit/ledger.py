"""Remember erasures and withdrawals outside the database, so that a restored backup can apply them again.

One JSON line each: when, tenant, kind, and references that only the installation can resolve. A line is on the disk
before its transaction commits: replaying an erasure that then failed is harmless, forgetting one is not.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from kit import clock
from kit.files import locked
from kit.scoping import current_tenant_id, tenant_scope

FILE = "erasures.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    at: datetime
    tenant_id: UUID
    kind: str
    data: dict[str, Any]


Replay = Callable[[dict[str, Any]], None]
_replays: dict[str, Replay] = {}


def replays(kind: str) -> Callable[[Replay], Replay]:
    """Register what applies a line of `kind` again, inside the tenant's scope. It must not write a new line."""

    def register(function: Replay) -> Replay:
        _replays[kind] = function
        return function

    return register


def note(*, kind: str, data: dict[str, Any]) -> None:
    """Write one line for the tenant in scope, flushed to the disk. Raises OSError: then nothing may be erased."""
    line = {"at": clock.now().isoformat(), "tenant": str(current_tenant_id()), "kind": kind, "data": data}
    with locked(path()), path().open("ab") as out:
        out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def path() -> Path:
    return Path(settings.DATA_DIR) / FILE


def lines(source: Path, *, since: datetime) -> Iterator[Line]:
    """The lines of a ledger file that are not older than `since`."""
    if not source.exists():
        return
    for raw in source.read_text(encoding="utf-8").splitlines():
        held = json.loads(raw)
        at = datetime.fromisoformat(held["at"])
        if at >= since:
            yield Line(at=at, tenant_id=UUID(held["tenant"]), kind=held["kind"], data=held["data"])


def apply_again(source: Path, *, since: datetime) -> int:
    """Apply every line since `since`; answers how many."""
    count = 0
    for line in lines(source, since=since):
        with tenant_scope(line.tenant_id):
            _replays[line.kind](line.data)
        count += 1
    return count
