"""Summaries and translations of documents."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_attributes"), ("knowledge", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RenditionRow",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("subject", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=12)),
                ("language", models.CharField(max_length=10)),
                ("basis", models.CharField(max_length=20)),
                ("state", models.CharField(default="working", max_length=8)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("parts", models.JSONField(default=list)),
                ("kept_back", models.PositiveIntegerField(default=0)),
                ("model", models.CharField(blank=True, max_length=200)),
                ("label", models.CharField(blank=True, max_length=300)),
                ("aigc", models.JSONField(default=dict)),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.documentversion",
                    ),
                ),
            ],
            options={"base_manager_name": "objects"},
        ),
        migrations.AddIndex(
            model_name="renditionrow",
            index=models.Index(fields=["tenant_id", "subject", "version"], name="chat_rendition_of_version"),
        ),
        TenantTable("RenditionRow"),
    ]
