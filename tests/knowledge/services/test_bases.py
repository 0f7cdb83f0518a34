"""A base that was deleted stays deleted, also where a backup brings it back."""

import pytest

from kit import clock, ledger
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import BaseNotFound
from knowledge.services.bases import LEDGER_KIND
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_a_deletion_is_noted_outside_the_database(keeper: Principal, base: BaseInfo) -> None:
    started = clock.now()
    with tenant_scope(keeper.tenant_id):
        services.delete_base(base_id=base.id, by=keeper)
    (line,) = ledger.lines(ledger.path(), since=started)
    assert (line.kind, line.data) == (LEDGER_KIND, {"base": str(base.id)})


def test_a_restored_backup_loses_a_deleted_base_again(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    started = clock.now()
    with tenant_scope(keeper.tenant_id):  # the line without the deletion: as if the database were from before it
        ledger.note(kind=LEDGER_KIND, data={"base": str(base.id)})
    for _ in range(2):  # a second time finds nothing to do
        ledger.apply_again(ledger.path(), since=started)
    with tenant_scope(keeper.tenant_id), pytest.raises(BaseNotFound):
        selectors.base(base.id, principal=keeper)
