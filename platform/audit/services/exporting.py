"""Write a tenant's chain into files that anyone can verify with the public key alone."""

from pathlib import Path
from uuid import UUID

from audit import events
from audit.adapters import checkpoints
from audit.adapters.export import line
from audit.chain import Checkpoint, Verification, canonical
from audit.errors import NothingSealed
from audit.selectors import verify
from audit.selectors.verifying import chain
from audit.services.checkpoints import check_off
from audit.services.recording import record
from audit.services.sealing import seal_pending
from kit.files import write_atomically
from kit.scoping import tenant_scope


def export(*, tenant_id: UUID, out: Path, checkpoint: Path, actor: str) -> Verification:
    """Write the sealed entries to `out` and a checkpoint of the last one to `checkpoint`; answers their verification.

    A chain that does not verify is written all the same, as evidence, but is not signed anew: `checkpoint` is then the
    newest one from before. Enters the tenant's scope itself, since entries must be sealed, and so committed, before it
    reads. Raises NothingSealed, OSError.
    """
    while seal_pending(tenant_id):
        pass
    with tenant_scope(tenant_id):
        result = verify(tenant_id)
    head = check_off(tenant_id) if result.ok else checkpoints.latest(tenant_id)
    if head is None:
        raise NothingSealed
    with tenant_scope(tenant_id):
        _write(tenant_id, out, head if result.ok else None)
        record(events.EXPORTED, actor=actor, data={"last": head.sequence, "hash": head.hash, "ok": result.ok})
    write_atomically(checkpoint, canonical(head.to_json()) + b"\n")
    return result


def _write(tenant_id: UUID, out: Path, head: Checkpoint | None) -> None:
    """The chain as far as `head`: what was sealed since then would have nothing that vouches for it."""
    with out.open("wb") as file:
        file.writelines(map(line, chain(tenant_id, up_to=head.sequence if head else None)))
