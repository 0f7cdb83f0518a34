"""The clerk promises each tenant to judge anew what a new list of the platform concerns."""

from uuid import UUID

import pytest

from kit.ids import PLATFORM_TENANT
from kit.models import OutboxItem
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.ingestion.rescreening import KIND
from knowledge.services import Watch
from knowledge.types import BaseInfo
from moderation.services import import_base
from tenants.types import Principal, job_principal
from tests.knowledge.conftest import bring_in
from tests.knowledge.ingestion.test_rescreening import RIGHTS, found, strict, warden

__all__ = ["strict", "warden"]


@pytest.mark.usefixtures("strict")
def test_a_new_list_of_the_platform_reaches_every_tenant_through_the_clerk(
    keeper: Principal, base: BaseInfo, other_tenant_id: UUID
) -> None:
    bring_in(keeper, base.id)
    run_due(keeper.tenant_id)
    watch = Watch()
    watch()
    assert open_work(keeper.tenant_id) == 0
    system = job_principal(tenant_id=PLATFORM_TENANT, name="system", scopes=RIGHTS)
    with tenant_scope(PLATFORM_TENANT):
        import_base(lines=["住宿每晚\tA.3.c"], by=system)
    watch()
    watch()
    assert (open_work(keeper.tenant_id), open_work(other_tenant_id)) == (1, 0)
    run_due(keeper.tenant_id)
    assert "住宿每晚" not in found(keeper, base)
    Watch()()
    assert open_work(keeper.tenant_id) == 0


def open_work(tenant_id: UUID) -> int:
    with tenant_scope(tenant_id):
        return int(OutboxItem.objects.filter(kind=KIND, done_at=None).count())
