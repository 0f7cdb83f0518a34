"""Every table keeps tenants apart in the database itself; the few global ones are listed by name."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from kit.models import TenantModel
from tests.architecture.catalogue import APP, OWNER, ROOT_TABLE, faults, function_faults, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def cursor() -> Iterator[Any]:
    """As the owner, in a transaction that is rolled back: a planted fault does not stay."""
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            yield cursor
        transaction.set_rollback(True, using="owner")


def planted(cursor: Any, *statements: str) -> set[str]:
    """The faults that appear with `statements`."""
    before = set(faults(read(cursor)))
    for statement in statements:
        cursor.execute(statement)
    return set(faults(read(cursor))) - before


def test_every_table_keeps_its_promise(cursor: Any) -> None:
    assert faults(read(cursor)) == []


def test_every_definer_function_is_pinned_and_given_out_by_name(cursor: Any) -> None:
    assert function_faults(cursor) == []


def test_the_global_tables_are_those_that_are_listed(cursor: Any) -> None:
    tenants_own = {model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)}
    assert set(read(cursor)) - tenants_own == {*settings.GLOBAL_TABLES, ROOT_TABLE}


def test_the_evidence_can_only_be_added_to(cursor: Any) -> None:
    tables = read(cursor)
    held = {
        name: sorted(one.grants.get(APP, ())) for name, one in tables.items() if name in ("audit_entry", "audit_seal")
    }
    assert all(not {"UPDATE", "DELETE"} & set(grants) for grants in held.values())
    assert "audit_entry" in held


def test_a_new_table_without_any_of_it_is_seen(cursor: Any) -> None:
    found = planted(
        cursor, f"CREATE TABLE planted (id uuid PRIMARY KEY, tenant_id uuid); GRANT SELECT ON planted TO {APP}"
    )
    assert found == {
        "planted: its key is ('id',)",
        "planted: row security is not forced",
        f"planted: {APP} has no policy",
        f"planted: {OWNER} has no policy",
    }


def test_security_that_is_not_forced_is_seen(cursor: Any) -> None:
    found = planted(cursor, "ALTER TABLE tenants_group NO FORCE ROW LEVEL SECURITY")
    assert found == {"tenants_group: row security is not forced"}


def test_a_second_policy_is_seen(cursor: Any) -> None:
    found = planted(cursor, f"CREATE POLICY second ON tenants_membership TO {APP} USING (true) WITH CHECK (true)")
    assert f"tenants_membership: {APP} has 2 policies, which would be OR-ed" in found


def test_a_policy_that_forgets_the_tenant_is_seen(cursor: Any) -> None:
    found = planted(cursor, "ALTER POLICY tenant_only ON tenants_group USING (true)")
    assert found == {"tenants_group: policy tenant_only does not ask for the tenant"}


def test_a_plain_foreign_key_is_seen(cursor: Any) -> None:
    found = planted(
        cursor,
        "ALTER TABLE tenants_group ADD UNIQUE (id)",
        "ALTER TABLE tenants_groupmember ADD CONSTRAINT plain FOREIGN KEY (group_id) REFERENCES tenants_group (id)",
    )
    assert found == {"tenants_groupmember: foreign key plain can point into another tenant"}


def test_a_right_too_many_is_seen(cursor: Any) -> None:
    found = planted(cursor, f"GRANT TRUNCATE ON tenants_group TO {APP}", f"GRANT DELETE ON tenants_user TO {APP}")
    assert any("TRUNCATE" in one for one in found)
    assert any(one.startswith("tenants_user:") for one in found)


def test_a_definer_function_that_is_open_to_all_is_seen(cursor: Any) -> None:
    cursor.execute("CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
    found = function_faults(cursor)
    assert "planted: search_path is not pinned" in found
    assert "planted: everybody may execute it" in found
