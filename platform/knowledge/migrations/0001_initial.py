"""Bases, documents, their versions and passages, and what search reads, each kept inside its tenant."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgvector.django.halfvec
import pgvector.django.sparsevec
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
import knowledge.models
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):

    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Base',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('slug', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('sensitivity', models.CharField(default='internal', max_length=12)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('salt', models.IntegerField(default=knowledge.models.new_salt)),
                ('live_passages', models.IntegerField(default=0)),
                ('live_vectors', models.IntegerField(default=0)),
                ('live_terms', models.BigIntegerField(default=0)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'slug'), name='base_slug_once'), models.CheckConstraint(condition=models.Q(('sensitivity__in', ('public', 'internal', 'confidential'))), name='base_sensitivity_known')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('name', models.CharField(max_length=255)),
                ('added_by', models.CharField(max_length=80)),
                ('versions_made', models.IntegerField(default=0)),
                ('base', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='knowledge.base')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('number', models.IntegerField()),
                ('state', models.CharField(default='working', max_length=8)),
                ('stage', models.CharField(default='received', max_length=10)),
                ('timeline', models.JSONField(default=list)),
                ('error', models.CharField(blank=True, max_length=40)),
                ('error_details', models.JSONField(default=dict)),
                ('file', models.CharField(max_length=120)),
                ('file_name', models.CharField(max_length=255)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('format', models.CharField(blank=True, max_length=20)),
                ('pages', models.IntegerField(null=True)),
                ('notes', models.JSONField(default=list)),
                ('passage_count', models.IntegerField(default=0)),
                ('valid_from', models.DateTimeField(null=True)),
                ('valid_until', models.DateTimeField(null=True)),
                ('live', models.BooleanField(default=False)),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='knowledge.document')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('ordinal', models.IntegerField()),
                ('text', models.TextField()),
                ('path', models.TextField(blank=True)),
                ('page', models.IntegerField(null=True)),
                ('box', django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), null=True, size=4)),
                ('sheet', models.CharField(max_length=255, null=True)),
                ('cell', models.CharField(max_length=300, null=True)),
                ('switched_on', models.BooleanField(default=True)),
                ('verdict', models.CharField(blank=True, max_length=12)),
                ('category', models.CharField(blank=True, max_length=80)),
                ('screened_with', models.CharField(blank=True, max_length=200)),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='knowledge.documentversion')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PassageTerms',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('base_id', models.UUIDField()),
                ('version_id', models.UUIDField()),
                ('live', models.BooleanField(default=False)),
                ('length', models.IntegerField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('weights', pgvector.django.sparsevec.SparseVectorField(dimensions=1000000000)),
                ('passage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.passage')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PassageVector',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('base_id', models.UUIDField()),
                ('version_id', models.UUIDField()),
                ('live', models.BooleanField(default=False)),
                ('space', models.CharField(max_length=60)),
                ('part', models.SmallIntegerField()),
                ('vector', pgvector.django.halfvec.HalfVectorField()),
                ('passage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.passage')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='TermCount',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('passages', models.IntegerField()),
                ('base', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.base')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['tenant_id', 'base', '-created_at'], name='document_of_base'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'document', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('working', 'ready', 'failed'))), name='version_state_known'),
        ),
        migrations.AddConstraint(
            model_name='documentversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_from__lt', models.F('valid_until')), _connector='OR'), name='version_validity_forward'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(fields=['tenant_id', 'version', 'page'], name='passage_of_page'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'version', 'ordinal'), name='passage_ordinal_once'),
        ),
        migrations.AddIndex(
            model_name='passageterms',
            index=models.Index(fields=['tenant_id', 'version_id'], name='terms_of_version'),
        ),
        migrations.AddIndex(
            model_name='passageterms',
            index=models.Index(condition=models.Q(('live', True)), fields=['tenant_id', 'base_id'], name='terms_of_base'),
        ),
        migrations.AddIndex(
            model_name='passagevector',
            index=models.Index(fields=['tenant_id', 'version_id'], name='vectors_of_version'),
        ),
        migrations.AddIndex(
            model_name='passagevector',
            index=models.Index(condition=models.Q(('live', True)), fields=['tenant_id', 'base_id', 'space'], name='vectors_of_base'),
        ),
        migrations.AddConstraint(
            model_name='passagevector',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'space', 'passage', 'part'), name='vector_part_once'),
        ),
        TenantTable("Base"),
        TenantTable("Document"),
        TenantTable("DocumentVersion"),
        TenantTable("Passage"),
        TenantTable("PassageTerms"),
        TenantTable("PassageVector"),
        TenantTable("TermCount"),
    ]
