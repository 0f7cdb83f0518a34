"""The database keeps tenants apart, whatever the code above it forgets."""

import asyncio
import os
import random
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kit.database import run_unit
from kit.scoping import TenantNotSet, TenantSwitch, current_tenant_id, tenant_scope, user_scope
from tenants.models import Group, Membership, Tenant
from tenants.selectors import memberships
from tests.cast import Person, joined

pytestmark = pytest.mark.django_db

TASKS = 10_000 if os.environ.get("LONG_TESTS") else 1_000


@pytest.fixture
def groups(anna: Person, cleo: Person) -> dict[UUID, Group]:
    """One group in each of the two tenants."""
    made = {}
    for person in (anna, cleo):
        with tenant_scope(person.tenant.id):
            made[person.tenant.id] = Group.objects.create(name="Sales")
    return made


@pytest.fixture
def in_both(anna: Person, cleo: Person, ben: Person) -> Person:
    """Ben, who joins Birch too."""
    return joined(ben.user_id, ben.email, ben.name, cleo.tenant, "member")


def run(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.rowcount)


def test_no_scope_is_an_error_in_the_manager() -> None:
    with pytest.raises(TenantNotSet):
        Group.objects.count()


@pytest.mark.parametrize("table", ["tenants_group", "tenants_membership", "tenants_tenant", "tenants_apikey"])
def test_no_scope_is_an_error_in_the_database(groups: dict[UUID, Group], anna_key: str, table: str) -> None:
    with pytest.raises(DatabaseError, match="no tenant in scope"), transaction.atomic():
        run(f"SELECT * FROM {table}")


def test_raw_sql_sees_the_scopes_tenant_only(anna: Person, groups: dict[UUID, Group]) -> None:
    with tenant_scope(anna.tenant.id):
        assert run("SELECT * FROM tenants_group") == 1
        assert run("SELECT * FROM tenants_tenant") == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE tenants_group SET name = 'taken' WHERE id = %s", "DELETE FROM tenants_group WHERE id = %s"],
)
def test_writing_to_another_tenants_row_changes_nothing(
    anna: Person, cleo: Person, groups: dict[UUID, Group], statement: str
) -> None:
    with tenant_scope(anna.tenant.id):
        assert run(statement, groups[cleo.tenant.id].id) == 0
    with tenant_scope(cleo.tenant.id):
        assert Group.objects.get().name == "Sales"


def test_a_row_cannot_be_written_for_another_tenant(anna: Person, cleo: Person) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Group.objects.create(tenant_id=cleo.tenant.id, name="Smuggled")


def test_a_row_cannot_be_moved_to_another_tenant(anna: Person, cleo: Person, groups: dict[UUID, Group]) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        run("UPDATE tenants_group SET tenant_id = %s", cleo.tenant.id)


def test_a_row_cannot_point_into_another_tenant(anna: Person, cleo: Person, groups: dict[UUID, Group]) -> None:
    with pytest.raises(DatabaseError, match="violates foreign key"), tenant_scope(anna.tenant.id):
        run(
            "INSERT INTO tenants_groupmember (id, tenant_id, created_at, group_id, member_id) "
            "VALUES (gen_random_uuid(), %s, now(), %s, %s); SET CONSTRAINTS ALL IMMEDIATE",
            anna.tenant.id,
            groups[cleo.tenant.id].id,
            anna.principal.id,
        )


def test_a_person_in_scope_sees_his_own_memberships_only(anna: Person, ben: Person, cleo: Person) -> None:
    with user_scope(ben.user_id):
        assert [row.user_id for row in Membership.of_the_user.all()] == [ben.user_id]
        assert [row.id for row in Tenant.objects.all()] == [ben.tenant.id]


def test_a_person_in_scope_cannot_write_a_membership(ben: Person) -> None:
    with user_scope(ben.user_id), pytest.raises(DatabaseError, match="no tenant in scope"), transaction.atomic():
        run("UPDATE tenants_membership SET roles = '{owner}'")


def test_a_tenant_in_scope_outweighs_the_person(anna: Person, ben: Person, cleo: Person) -> None:
    with user_scope(ben.user_id), tenant_scope(cleo.tenant.id):
        assert [row.user_id for row in Membership.of_the_user.all()] == [cleo.user_id]


def test_a_person_of_two_tenants_may_choose_either(in_both: Person) -> None:
    assert {one.tenant_slug for one in memberships(in_both.user_id)} == {"acorn", "birch"}


def test_another_tenant_cannot_be_entered_inside_a_scope(anna: Person, cleo: Person) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(TenantSwitch), tenant_scope(cleo.tenant.id):
        pass


def test_after_an_exception_nothing_is_in_scope(anna: Person, groups: dict[UUID, Group]) -> None:
    with pytest.raises(ZeroDivisionError), tenant_scope(anna.tenant.id):
        raise ZeroDivisionError
    with pytest.raises(TenantNotSet):
        current_tenant_id()
    with pytest.raises(DatabaseError, match="no tenant in scope"), transaction.atomic():
        run("SELECT * FROM tenants_group")


def test_after_a_database_error_the_outer_scope_is_in_force(anna: Person, groups: dict[UUID, Group]) -> None:
    with tenant_scope(anna.tenant.id):
        with pytest.raises(DatabaseError), tenant_scope(anna.tenant.id):
            run("SELECT 1 / 0")
        assert run("SELECT * FROM tenants_group") == 1


def only_names(expected: UUID) -> set[UUID]:
    """What the unit sees: manager and raw SQL must agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id FROM tenants_group")
        raw = {row[0] for row in cursor.fetchall()}
    return raw | set(Group.objects.values_list("tenant_id", flat=True)) | {current_tenant_id()}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
async def test_interleaved_tasks_never_see_each_others_tenant(
    anna: Person, cleo: Person, groups: dict[UUID, Group]
) -> None:
    order = [anna.tenant.id, cleo.tenant.id] * (TASKS // 2)
    random.Random(7).shuffle(order)
    seen = await asyncio.gather(*(run_unit(tenant_id, only_names, tenant_id) for tenant_id in order))
    assert [one for one, tenant_id in zip(seen, order, strict=True) if one != {tenant_id}] == []
