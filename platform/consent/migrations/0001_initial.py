"""Notices and decisions. What was published or decided is insert-only."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable

# A decision is about the purpose of the notice that was shown, and so about one purpose.
ONE_PURPOSE = """
ALTER TABLE consent_publishednotice ADD CONSTRAINT consent_notice_purpose_key UNIQUE (tenant_id, id, purpose);
ALTER TABLE consent_decisionrow ADD CONSTRAINT consent_decision_one_purpose
  FOREIGN KEY (tenant_id, notice_id, purpose) REFERENCES consent_publishednotice (tenant_id, id, purpose);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='NoticeDraft',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('purpose', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('changed_at', models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'purpose', 'language'), name='consent_draft_one'), models.CheckConstraint(condition=models.Q(('purpose__in', ['service', 'improvement', 'analytics'])), name='consent_draft_purpose'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='consent_draft_language')],
            },
        ),
        migrations.CreateModel(
            name='PublishedNotice',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('purpose', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'purpose', 'language', 'version'), name='consent_notice_version'), models.CheckConstraint(condition=models.Q(('purpose__in', ['service', 'improvement', 'analytics'])), name='consent_notice_purpose'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='consent_notice_language')],
            },
        ),
        migrations.CreateModel(
            name='DecisionRow',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('subject', models.CharField(max_length=64)),
                ('purpose', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=10)),
                ('channel', models.CharField(max_length=20)),
                ('notice', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='consent.publishednotice')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', 'subject', 'purpose', '-id'], name='consent_decision_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['service', 'improvement', 'analytics'])), name='consent_decision_purpose'), models.CheckConstraint(condition=models.Q(('kind__in', ['granted', 'refused', 'withdrawn'])), name='consent_decision_kind'), models.CheckConstraint(condition=models.Q(('kind', 'withdrawn'), ('notice__isnull', False), _connector='OR'), name='consent_decision_notice')],
            },
        ),
        TenantTable("NoticeDraft"),
        TenantTable("PublishedNotice", app="SELECT, INSERT"),
        TenantTable("DecisionRow", app="SELECT, INSERT"),
        migrations.RunSQL(ONE_PURPOSE, migrations.RunSQL.noop),
    ]
