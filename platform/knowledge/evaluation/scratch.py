"""A tenant for one measurement. Its data goes when the measurement ends; its evidence stays, marked as evaluation."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from audit.services import evaluation_evidence
from kit.ids import encode_id, new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import DocumentInfo
from tenants.services import create_tenant
from tenants.types import Principal, job_principal

SCOPES = frozenset({"knowledge.read", "knowledge.write", "bots.read", "bots.write", "models.write", "chat.ask"})


@contextmanager
def scratch_tenant() -> Iterator[Principal]:
    """A new tenant and somebody who may do everything that a measurement needs. All its bases are deleted at the end."""
    with evaluation_evidence():
        slug = f"evaluation-{encode_id(new_id())}"
        tenant = create_tenant(slug=slug, name="Evaluation")
        keeper = job_principal(tenant_id=tenant.id, name="evaluation", scopes=SCOPES)
        try:
            yield keeper
        finally:
            with tenant_scope(tenant.id):
                for base in selectors.bases(keeper):
                    services.delete_base(base_id=base.id, by=keeper)


def bring_in_folder(folder: Path, *, base_id: UUID, by: Principal) -> dict[str, DocumentInfo]:
    """Upload every file of a folder and ingest it, as an upload is. By path relative to `folder`.

    A file that is refused at once is missing from the answer's `ready` ones like one that fails later: look at `state`.
    """
    made: dict[str, UUID] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as content, tenant_scope(by.tenant_id):
            name = str(path.relative_to(folder))
            made[name] = services.add_document(base_id=base_id, name=path.name, content=content, by=by).id
        run_due(by.tenant_id)
    with tenant_scope(by.tenant_id):
        return {name: selectors.document(document_id, principal=by) for name, document_id in made.items()}
