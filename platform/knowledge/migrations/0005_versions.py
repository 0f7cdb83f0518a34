"""Who answers for a document, which version comes first, and where two passages overlap."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable

# Of a document's versions that have begun, the first by rank and number replaces the others for good: when it ends, the
# document is out of search, and no older version comes back.
NOT_IN_FORCE = """
CREATE OR REPLACE FUNCTION knowledge_not_in_force(tenant uuid, moment timestamptz) RETURNS uuid[]
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
BEGIN ATOMIC
  WITH windowed AS (
    SELECT DISTINCT document_id FROM public.knowledge_documentversion
    WHERE tenant_id = tenant AND live AND (valid_from IS NOT NULL OR valid_until IS NOT NULL)
  ), ranked AS (
    SELECT v.id, coalesce(v.valid_from <= moment, true) AS begun, coalesce(v.valid_until <= moment, false) AS ended,
           v.document_id, v.rank, v.number
    FROM public.knowledge_documentversion v JOIN windowed USING (document_id)
    WHERE v.tenant_id = tenant AND v.live
  )
  SELECT coalesce(array_agg(r.id), '{}') FROM ranked r
  WHERE NOT r.begun OR r.ended
     OR EXISTS (SELECT FROM ranked n WHERE n.document_id = r.document_id AND n.begun
                AND (n.rank, n.number) > (r.rank, r.number));
END;
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_pairs")]

    operations = [
        migrations.AddField("document", "owner", models.UUIDField(null=True)),
        migrations.AddField("document", "review_on", models.DateField(null=True)),
        migrations.AddField("document", "reminded_on", models.DateField(null=True)),
        migrations.AddField("documentversion", "rank", models.IntegerField(default=0)),
        migrations.AddField("documentversion", "added_by", models.CharField(max_length=80, blank=True)),
        migrations.CreateModel(
            name="Overlap",
            fields=[
                ("id", models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ("created_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                ("kind", models.CharField(max_length=10)),
                ("first_says", models.TextField()),
                ("second_says", models.TextField()),
                ("likeness", models.FloatField()),
                ("repeated", models.JSONField(default=list)),
                ("texts", models.CharField(max_length=64)),
                ("state", models.CharField(default="open", max_length=10)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("undo", models.JSONField(default=dict)),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.passage",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="knowledge.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant_id", "state"], name="overlap_state"),
                    models.Index(fields=["tenant_id", "texts"], name="overlap_texts"),
                    models.Index(fields=["tenant_id", "first"], name="overlap_first"),
                    models.Index(fields=["tenant_id", "second"], name="overlap_second"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "first", "second"), name="overlap_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("duplicate", "number", "date", "duty"))),
                        name="overlap_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "kept", "superseded", "scoped"))),
                        name="overlap_state_known",
                    ),
                ],
            },
        ),
        TenantTable("Overlap"),
        migrations.RunSQL(NOT_IN_FORCE, migrations.RunSQL.noop),
    ]
