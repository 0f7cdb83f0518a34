"""The two functions that row policies rest on, and the outbox."""

from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable

# `current_setting(…, true)` of a setting that was once local and is spent gives '', hence nullif. Raising, rather than
# answering NULL, makes a forgotten scope an error instead of an empty page.
SCOPE_FUNCTIONS = """
CREATE FUNCTION heyan_tenant() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE held text := nullif(current_setting('app.tenant', true), '');
BEGIN
  IF held IS NULL THEN RAISE EXCEPTION 'no tenant in scope' USING ERRCODE = 'HY001'; END IF;
  RETURN held::uuid;
END $$;
CREATE FUNCTION heyan_tenant_or_null() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION heyan_user_or_null() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.user', true), '')::bigint $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(SCOPE_FUNCTIONS, "DROP FUNCTION heyan_tenant, heyan_tenant_or_null, heyan_user_or_null"),
        migrations.CreateModel(
            name="OutboxItem",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("kind", models.CharField(max_length=80)),
                ("payload", models.JSONField(default=dict)),
                ("queue", models.CharField(default="nearline", max_length=20)),
                ("due_at", models.DateTimeField(default=kit.clock.now)),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("dead_at", None), ("done_at", None)), fields=["due_at"], name="outbox_open"
                    )
                ],
            },
        ),
        TenantTable("OutboxItem", clerk="SELECT, UPDATE, DELETE"),
    ]
