import pytest
from django.db import DatabaseError, connection, connections

from kit.scoping import tenant_scope
from tests.audit.conftest import ask


def test_the_database_itself_refuses_a_phase_without_a_turn(tenant):
    with pytest.raises(DatabaseError, match="audit_entry_phase"):
        ask(tenant, phase="opened")


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET event = 'x'", "DELETE FROM audit_entry"])
@pytest.mark.parametrize("alias", ["default", "clerk"])
def test_nobody_at_run_time_may_change_or_remove_an_entry(tenant, statement, alias):
    ask(tenant)
    with pytest.raises(DatabaseError, match="permission denied"), connections[alias].cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_payload SET body = 'x'",
        "UPDATE audit_seal SET hash = 'x'",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_unsealed",
        "INSERT INTO audit_seal (id) VALUES (gen_random_uuid())",
        "DELETE FROM audit_purgestub",
    ],
)
def test_the_application_may_not_touch_seals_queue_or_stubs(tenant, statement):
    with pytest.raises(DatabaseError, match="permission denied"), tenant_scope(tenant):
        connection.cursor().execute(statement)
