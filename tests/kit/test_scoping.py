import asyncio

import pytest
from django.db import DatabaseError, connection, transaction

from kit.database import run_unit
from kit.ids import new_id
from kit.models import OutboxItem
from kit.scoping import TenantNotSet, TenantSwitch, current_tenant_id, tenant_scope

ACORN, BIRCH = new_id(), new_id()


def kinds() -> list[str]:
    return sorted(OutboxItem.objects.values_list("kind", flat=True))


def raw_count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kit_outboxitem")
        return int(cursor.fetchone()[0])


@pytest.fixture
def two_tenants(db):
    for tenant_id, kind in ((ACORN, "acorn"), (BIRCH, "birch")):
        with tenant_scope(tenant_id):
            OutboxItem.objects.create(kind=kind)


def test_a_tenant_sees_its_own_rows_only(two_tenants):
    with tenant_scope(ACORN):
        assert kinds() == ["acorn"]
        assert raw_count() == 1


def test_without_a_scope_the_manager_raises(db):
    with pytest.raises(TenantNotSet):
        kinds()


def test_without_a_scope_the_database_raises(two_tenants):
    with pytest.raises(DatabaseError, match="no tenant in scope"), transaction.atomic():
        raw_count()


def test_after_a_scope_the_database_raises_again(two_tenants):
    with tenant_scope(ACORN):
        pass
    with pytest.raises(DatabaseError, match="no tenant in scope"), transaction.atomic():
        raw_count()


def test_after_an_error_inside_a_scope_nothing_stays_set(two_tenants):
    with pytest.raises(ZeroDivisionError), tenant_scope(ACORN):
        raise ZeroDivisionError
    with pytest.raises(TenantNotSet):
        current_tenant_id()
    with pytest.raises(DatabaseError, match="no tenant in scope"), transaction.atomic():
        raw_count()


def test_another_tenant_inside_a_scope_is_an_error(two_tenants):
    with tenant_scope(ACORN), pytest.raises(TenantSwitch), tenant_scope(BIRCH):
        pass


def test_the_same_tenant_again_is_a_savepoint(two_tenants):
    def write_and_fail() -> None:
        with tenant_scope(ACORN):
            OutboxItem.objects.create(kind="undone")
            raise ZeroDivisionError

    with tenant_scope(ACORN):
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        assert kinds() == ["acorn"]


@pytest.mark.parametrize("statement", ["UPDATE kit_outboxitem SET kind = 'taken'", "DELETE FROM kit_outboxitem"])
def test_raw_statements_touch_no_foreign_row(two_tenants, statement):
    with tenant_scope(BIRCH), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
    with tenant_scope(ACORN):
        assert kinds() == ["acorn"]


def test_a_row_of_another_tenant_cannot_be_written(two_tenants):
    with tenant_scope(ACORN), pytest.raises(DatabaseError), transaction.atomic():
        OutboxItem.objects.create(kind="smuggled", tenant_id=BIRCH)


@pytest.mark.django_db(transaction=True)
async def test_interleaved_units_keep_their_tenants():
    async def one(number: int) -> bool:
        tenant_id = ACORN if number % 2 else BIRCH
        return await run_unit(tenant_id, lambda: current_tenant_id() == tenant_id and raw_count() == 0)

    assert all(await asyncio.gather(*(one(number) for number in range(500))))
