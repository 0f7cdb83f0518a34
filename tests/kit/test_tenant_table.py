import pytest
from django.db import DatabaseError, connections, transaction

from kit.ids import new_id
from kit.tenant_table import protect

OWNER = "owner"


def run(*statements: str) -> None:
    with connections[OWNER].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def shelf(transactional_db):
    """A table as the operation leaves it, and one that points at it."""
    run(
        "CREATE TABLE shelf (tenant_id uuid, id uuid, label text, PRIMARY KEY (tenant_id, id))",
        "CREATE TABLE book (tenant_id uuid, id uuid, shelf_id uuid, PRIMARY KEY (tenant_id, id),"
        " FOREIGN KEY (tenant_id, shelf_id) REFERENCES shelf (tenant_id, id) DEFERRABLE INITIALLY DEFERRED)",
        *protect("shelf", app="SELECT, INSERT", clerk=""),
        *protect("book", app="SELECT, INSERT", clerk="SELECT"),
    )
    yield
    run("DROP TABLE book, shelf")


def as_tenant(tenant_id, statement: str, *values: object) -> list:
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(tenant_id)])
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def test_a_row_cannot_point_into_another_tenant(shelf):
    anna, cleo, foreign = new_id(), new_id(), new_id()
    as_tenant(cleo, "INSERT INTO shelf VALUES (%s, %s, 'x')", cleo, foreign)
    with pytest.raises(DatabaseError, match="foreign key"):
        as_tenant(anna, "INSERT INTO book VALUES (%s, %s, %s)", anna, new_id(), foreign)


def test_what_was_not_granted_is_refused(shelf):
    with pytest.raises(DatabaseError, match="permission denied"):
        as_tenant(new_id(), "DELETE FROM shelf")


def test_the_clerk_sees_only_the_tables_that_name_him(shelf):
    with connections["clerk"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM book")
        assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute("SELECT count(*) FROM shelf")
