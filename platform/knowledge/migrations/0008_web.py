"""Web pages as a source: addresses, sitemaps, and the pages they have."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0007_sections"),
    ]

    operations = [
        migrations.CreateModel(
            name="WebSource",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("kind", models.CharField(max_length=8)),
                ("address", models.CharField(max_length=2000)),
                ("every", models.CharField(default="weekly", max_length=8)),
                ("added_by", models.CharField(max_length=80)),
                ("began_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("problem_details", models.JSONField(default=dict)),
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
            },
        ),
        migrations.CreateModel(
            name="WebPage",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("address", models.CharField(max_length=2000)),
                ("title", models.CharField(blank=True, max_length=255)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("modified", models.CharField(blank=True, max_length=80)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("misses", models.SmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("problem_details", models.JSONField(default=dict)),
                ("read_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="knowledge.document",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="knowledge.websource",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="websource",
            index=models.Index(fields=["tenant_id", "base"], name="web_source_of_base"),
        ),
        migrations.AddIndex(
            model_name="websource",
            index=models.Index(fields=["tenant_id", "due_at"], name="web_source_due"),
        ),
        migrations.AddConstraint(
            model_name="websource",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("list", "sitemap"))), name="web_source_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="websource",
            constraint=models.CheckConstraint(
                condition=models.Q(("every__in", ("off", "daily", "weekly"))), name="web_source_every_known"
            ),
        ),
        migrations.AddIndex(
            model_name="webpage",
            index=models.Index(fields=["tenant_id", "document"], name="web_page_of_document"),
        ),
        migrations.AddConstraint(
            model_name="webpage",
            constraint=models.UniqueConstraint(fields=("tenant_id", "source", "address"), name="web_page_once"),
        ),
        migrations.AddConstraint(
            model_name="webpage",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("waiting", "ready", "failed", "gone", "removed"))),
                name="web_page_state_known",
            ),
        ),
        TenantTable("WebSource"),
        TenantTable("WebPage"),
    ]
