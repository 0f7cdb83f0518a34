"""Question-and-answer pairs: kept like documents, with their phrasings."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0003_reach"),
    ]

    operations = [
        migrations.AddField(
            model_name="base",
            name="direct_threshold",
            field=models.FloatField(default=0.9),
        ),
        migrations.AddField(
            model_name="document",
            name="kind",
            field=models.CharField(default="file", max_length=8),
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("state", models.CharField(default="draft", max_length=8)),
                ("owner", models.CharField(max_length=80)),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("approved_at", models.DateTimeField(null=True)),
                ("drafted_by", models.CharField(blank=True, max_length=120)),
                ("sources", models.JSONField(default=list)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="knowledge.document",
                    ),
                ),
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
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "document"), name="pair_document_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("draft", "approved"))), name="pair_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairImport",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("name", models.CharField(max_length=255)),
                ("by", models.CharField(max_length=80)),
                ("rows", models.JSONField(default=list)),
                (
                    "base",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.base",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant_id", "base"], name="pair_import_of_base")],
            },
        ),
        migrations.CreateModel(
            name="PairPhrasing",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("base_id", models.UUIDField()),
                ("ordinal", models.SmallIntegerField()),
                ("text", models.TextField()),
                ("folded", models.CharField(max_length=500)),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phrasings",
                        to="knowledge.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant_id", "base_id", "folded"], name="phrasing_of_base")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "passage", "ordinal"), name="phrasing_ordinal_once")
                ],
            },
        ),
        TenantTable("Pair"),
        TenantTable("PairImport"),
        TenantTable("PairPhrasing"),
    ]
