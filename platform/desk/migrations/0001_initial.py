"""The tables of the desk, each kept inside its tenant."""

import django.db.models.deletion
import pgvector.django.halfvec
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('chat', '0002_site'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseRun',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('bot_id', models.UUIDField(null=True)),
                ('cause', models.CharField(max_length=10)),
                ('begun_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('total', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('wording', models.TextField()),
                ('centre', pgvector.django.halfvec.HalfVectorField()),
                ('state', models.CharField(default='counted', max_length=10)),
                ('asks', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('raised_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('last_at', models.DateTimeField(default=kit.clock.now)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('question', models.TextField()),
                ('expects', models.CharField(max_length=8)),
                ('expected', models.JSONField(default=dict)),
                ('passing', models.BooleanField(null=True)),
                ('last_run_at', models.DateTimeField(null=True)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
                ('cluster', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.cluster')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Counted',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('asked_at', models.DateTimeField()),
                ('outcome', models.CharField(max_length=20)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
                ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.turnrow')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('questions', models.JSONField(default=list)),
                ('answer', models.TextField()),
                ('base_id', models.UUIDField()),
                ('source', models.JSONField(default=dict)),
                ('origin', models.CharField(default='person', max_length=8)),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('written_by', models.CharField(max_length=120)),
                ('written_name', models.CharField(max_length=120)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decided_name', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('pair_id', models.UUIDField(null=True)),
                ('cluster', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.cluster')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Hit',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('day', models.DateField()),
                ('document_id', models.UUIDField()),
                ('passage_id', models.UUIDField()),
                ('found', models.PositiveIntegerField(default=0)),
                ('cited', models.PositiveIntegerField(default=0)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Miss',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('conversation_id', models.UUIDField()),
                ('subject', models.CharField(max_length=300)),
                ('question', models.TextField()),
                ('folded', models.CharField(max_length=64)),
                ('vector', pgvector.django.halfvec.HalfVectorField()),
                ('causes', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField()),
                ('cluster', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.cluster')),
                ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.turnrow')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('subject', models.CharField(max_length=300)),
                ('by_operator', models.BooleanField(default=False)),
                ('verdict', models.CharField(max_length=4)),
                ('reason', models.CharField(blank=True, max_length=12)),
                ('comment', models.TextField(blank=True)),
                ('correction', models.TextField(blank=True)),
                ('updated_at', models.DateTimeField(default=kit.clock.now)),
                ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.turnrow')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('subject', models.CharField(max_length=300)),
                ('told_turn_id', models.UUIDField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.turnrow')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='CaseResult',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('passed', models.BooleanField()),
                ('outcome', models.CharField(max_length=20)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('turn_id', models.UUIDField(null=True)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.case')),
                ('run', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.caserun')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['tenant_id', 'case', '-created_at'], name='desk_result_of_case')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'run', 'case'), name='desk_result_once')],
            },
        ),
        migrations.AddIndex(
            model_name='cluster',
            index=models.Index(fields=['tenant_id', 'bot', 'state', '-last_at'], name='desk_cluster_of_bot'),
        ),
        migrations.AddIndex(
            model_name='counted',
            index=models.Index(fields=['tenant_id', 'asked_at'], name='desk_counted_at'),
        ),
        migrations.AddConstraint(
            model_name='counted',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'turn'), name='desk_counted_once'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['tenant_id', 'cluster', '-created_at'], name='desk_draft_of_cluster'),
        ),
        migrations.AddConstraint(
            model_name='hit',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'day', 'bot', 'passage_id'), name='desk_hit_once'),
        ),
        migrations.AddIndex(
            model_name='miss',
            index=models.Index(fields=['tenant_id', 'folded'], name='desk_miss_folded'),
        ),
        migrations.AddIndex(
            model_name='miss',
            index=models.Index(fields=['tenant_id', 'cluster', '-asked_at'], name='desk_miss_of_cluster'),
        ),
        migrations.AddConstraint(
            model_name='miss',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'turn'), name='desk_miss_once'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'turn', 'subject'), name='desk_rating_once'),
        ),
        migrations.AddIndex(
            model_name='wish',
            index=models.Index(fields=['tenant_id', 'subject'], name='desk_wish_of_subject'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'turn', 'subject'), name='desk_wish_once'),
        ),
        TenantTable("Rating"),
        TenantTable("Cluster"),
        TenantTable("Miss"),
        TenantTable("Draft"),
        TenantTable("Case"),
        TenantTable("CaseRun"),
        TenantTable("CaseResult", app="SELECT, INSERT, DELETE"),
        TenantTable("Wish"),
        TenantTable("Counted", app="SELECT, INSERT, DELETE"),
        TenantTable("Hit"),
    ]
