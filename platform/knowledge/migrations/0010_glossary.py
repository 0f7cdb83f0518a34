"""The words of a tenant's own."""

import django.contrib.postgres.fields
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0009_ranked")]

    operations = [
        migrations.CreateModel(
            name="GlossaryEntry",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("term", models.CharField(max_length=60)),
                ("words", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ("meaning", models.CharField(blank=True, max_length=500)),
                ("folded", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
            ],
            options={"abstract": False, "base_manager_name": "objects"},
        ),
        migrations.AddConstraint(
            model_name="glossaryentry",
            constraint=models.UniqueConstraint(fields=("tenant_id", "term"), name="glossary_term_once"),
        ),
        TenantTable("GlossaryEntry"),
    ]
