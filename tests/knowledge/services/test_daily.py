"""The clerk promises each tenant its day's housekeeping once."""

from datetime import UTC, datetime
from uuid import UUID

from kit import clock
from kit.models import OutboxItem
from kit.roles import acting_as
from kit.scoping import tenant_scope
from knowledge.services import Daily
from knowledge.services.daily import KIND

NIGHT = datetime(2027, 3, 1, 18, 30, tzinfo=UTC)  # half past two in Shanghai
MORNING = datetime(2027, 3, 1, 19, 30, tzinfo=UTC)


def promised(tenant_id: UUID) -> int:
    with tenant_scope(tenant_id):
        return int(OutboxItem.objects.filter(kind=KIND).count())


def call(clerk: Daily, at: datetime) -> None:
    with clock.freeze(at), acting_as("clerk"):
        clerk()


def test_every_tenant_is_promised_its_day_once_even_by_two_clerks(tenant_id: UUID, other_tenant_id: UUID) -> None:
    first, second = Daily(), Daily()
    call(first, NIGHT)
    assert promised(tenant_id) == 0
    for clerk in (first, first, second):
        call(clerk, MORNING)
    assert (promised(tenant_id), promised(other_tenant_id)) == (1, 1)
