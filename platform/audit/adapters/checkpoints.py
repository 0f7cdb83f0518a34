"""Signed heads of the chains, kept in a folder outside the database: one folder per tenant, one file per month."""

import os
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from audit.adapters import export
from audit.chain import Checkpoint, canonical
from kit import clock, crypto
from kit.files import locked, write_atomically

KEY_FILE: Final = "public-key.pem"
TAIL_BYTES: Final = 4096
"""More than the longest line: the newest checkpoint is in the tail of the newest file."""


def folder() -> Path:
    return Path(settings.CHECKPOINTS_DIR)


def write(tenant_id: UUID, sequence: int, digest: str) -> Checkpoint:
    """Sign a head and add it to the tenant's file, flushed to the disk. Raises OSError."""
    made = signed(tenant_id, sequence, digest)
    path = folder() / str(tenant_id) / f"{made.at[:7]}.jsonl"
    with locked(path), path.open("ab") as out:
        out.write(canonical(made.to_json()) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    _publish_keys()
    return made


def signed(tenant_id: UUID, sequence: int, digest: str) -> Checkpoint:
    """A checkpoint that is kept nowhere yet."""
    bare = Checkpoint(tenant=str(tenant_id), at=clock.now().isoformat(), sequence=sequence, hash=digest)
    key_id, signature = crypto.sign(canonical(bare.statement()))
    return Checkpoint(**{**bare.to_json(), "key_id": key_id, "signature": signature})


def latest(tenant_id: UUID) -> Checkpoint | None:
    """The newest checkpoint of a tenant; a last line that a crash cut short does not count. Raises ValueError."""
    files = sorted((folder() / str(tenant_id)).glob("*.jsonl"))
    for path in reversed(files):
        with path.open("rb") as held:
            held.seek(max(0, path.stat().st_size - TAIL_BYTES))
            *whole, _torn = held.read().split(b"\n")
        if whole:
            return export.checkpoint(whole[-1])
    return None


def _publish_keys() -> None:
    """Keep the public keys beside what they verify: a rotated key must not strand older checkpoints."""
    path, keys = folder() / KEY_FILE, b"".join(public_keys())
    if not path.exists() or path.read_bytes() != keys:
        write_atomically(path, keys)


def tenants() -> set[UUID]:
    """Every tenant that ever had a checkpoint."""
    return {UUID(path.name) for path in folder().iterdir() if path.is_dir()} if folder().exists() else set()


def public_keys() -> tuple[bytes, ...]:
    """Every public key (PEM) that this installation ever signed with, the current one first."""
    current, _ = crypto.sign(b"")
    older = (f"k{number}" for number in range(int(current[1:]) - 1, 0, -1))
    return tuple(crypto.public_key_pem(key_id) for key_id in (current, *older))
