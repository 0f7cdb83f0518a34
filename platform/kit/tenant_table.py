"""The migration operation that makes a table a tenant's table: key, foreign keys, row policies and grants."""

from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation

from kit.roles import DATABASE_ROLES

APP, CLERK, OWNER = DATABASE_ROLES["app"], DATABASE_ROLES["clerk"], DATABASE_ROLES["owner"]

ON_DELETE = {"CASCADE": "CASCADE", "SET_NULL": "SET NULL ({column})"}

TENANT_POLICY = "tenant_id = (SELECT heyan_tenant())"


def protect(table: str, *, app: str, clerk: str, using: str = TENANT_POLICY) -> list[str]:
    """Statements that force row security on `table` and grant `app` and `clerk` what is listed.

    The owner gets a policy of its own: under FORCE its data migrations and `pg_dump` would otherwise see nothing.
    """
    statements = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY owner_all ON "{table}" TO {OWNER} USING (true) WITH CHECK (true)',
        f'CREATE POLICY tenant_only ON "{table}" TO {APP} USING ({using}) WITH CHECK ({using})',
    ]
    statements += [f'GRANT {app} ON "{table}" TO {APP}'] if app else []
    if clerk:
        statements.append(f'CREATE POLICY clerk_all ON "{table}" TO {CLERK} USING (true) WITH CHECK (true)')
        statements.append(f'GRANT {clerk} ON "{table}" TO {CLERK}')
    return statements


def composite_key(table: str, field: Any) -> str:
    """The foreign key that keeps `field` inside its tenant: a row of another tenant cannot be pointed at."""
    target = field.remote_field.model._meta.db_table
    action = ON_DELETE.get(field.remote_field.on_delete.__name__, "NO ACTION").format(column=field.column)
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_tenant_fk" '
        f'FOREIGN KEY (tenant_id, "{field.column}") REFERENCES "{target}" (tenant_id, id) '
        f"ON DELETE {action} DEFERRABLE INITIALLY DEFERRED"
    )


def is_tenant_key(field: Any) -> bool:
    """Is this a foreign key to another tenant table?"""
    if not isinstance(field, models.ForeignKey) or isinstance(field.remote_field.model, str):
        return False
    return any(f.name == "tenant_id" for f in field.remote_field.model._meta.fields)


class TenantTable(Operation):
    """Finish a table whose model extends TenantModel.

    `app` and `clerk` list the privileges of the two roles, for example "SELECT, INSERT". An empty `clerk` means that
    standing jobs never read the table.
    """

    reversible = False
    reduces_to_sql = True

    def __init__(self, model_name: str, *, app: str = "SELECT, INSERT, UPDATE, DELETE", clerk: str = "") -> None:
        self.model_name, self.app, self.clerk = model_name, app, clerk

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The key lives in the database only: Django goes on seeing `id`."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey"')
        schema_editor.execute(f'ALTER TABLE "{table}" ADD PRIMARY KEY (tenant_id, id)')
        for field in filter(is_tenant_key, model._meta.local_fields):
            schema_editor.execute(composite_key(table, field))
        for statement in protect(table, app=self.app, clerk=self.clerk):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Dropping the table, which the reverse of CreateModel does, takes all of it away."""

    def describe(self) -> str:
        return f"Keep rows of {self.model_name} apart by tenant"


class TenantKey(TenantTable):
    """Add the composite foreign key of a field that was added to an existing tenant table."""

    def __init__(self, model_name: str, field_name: str) -> None:
        super().__init__(model_name)
        self.field_name = field_name

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.execute(composite_key(model._meta.db_table, model._meta.get_field(self.field_name)))

    def describe(self) -> str:
        return f"Keep {self.model_name}.{self.field_name} inside its tenant"
