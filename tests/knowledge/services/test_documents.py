"""A document that was deleted stays deleted, also where a backup brings it back."""

import pytest

from kit import clock, ledger
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import DocumentNotFound
from knowledge.models import Base
from knowledge.services.documents import LEDGER_KIND
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_a_deletion_is_noted_outside_the_database(keeper: Principal, base: BaseInfo) -> None:
    started, document = clock.now(), bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=document.id, by=keeper)
    (line,) = ledger.lines(ledger.path(), since=started)
    assert (line.kind, line.tenant_id, line.data) == (LEDGER_KIND, keeper.tenant_id, {"document": str(document.id)})


def test_a_restored_backup_loses_a_deleted_document_again(keeper: Principal, base: BaseInfo) -> None:
    document, started = bring_in(keeper, base.id), clock.now()
    with tenant_scope(keeper.tenant_id):  # the line without the deletion: as if the database were from before it
        ledger.note(kind=LEDGER_KIND, data={"document": str(document.id)})
    for _ in range(2):  # a second time finds nothing to do
        ledger.apply_again(ledger.path(), since=started)
    with tenant_scope(keeper.tenant_id):
        with pytest.raises(DocumentNotFound):
            selectors.document(document.id, principal=keeper)
        assert Base.objects.get(id=base.id).live_passages == 0
