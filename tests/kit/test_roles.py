import pytest
from django.db import connections

from kit.ids import new_id
from kit.models import OutboxItem
from kit.roles import acting_as, alias, role
from kit.scoping import TenantNotSet, tenant_scope


@pytest.mark.parametrize(
    ("name", "database_role"), [("app", "heyan_app"), ("clerk", "heyan_clerk"), ("owner", "heyan_owner")]
)
def test_each_role_has_its_own_connection(db, name, database_role):
    with acting_as(name), connections[alias()].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (database_role,)


def test_no_role_escapes_row_security(db):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT bool_or(rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname LIKE 'heyan_%'")
        assert cursor.fetchone() == (False,)


def test_the_role_ends_with_its_block(db):
    with acting_as("clerk"):
        assert role() == "clerk"
    assert role() == "app"


@pytest.mark.django_db(transaction=True)
def test_only_standing_roles_work_without_a_tenant():
    with tenant_scope(new_id()):
        OutboxItem.objects.create(kind="note")
    with acting_as("clerk"):
        assert OutboxItem.objects.count() == 1
    with pytest.raises(TenantNotSet):
        OutboxItem.objects.count()
