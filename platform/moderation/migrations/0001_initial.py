"""Lists, overlays and policies, each kept inside its tenant; the platform's list is read by all."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.ids import PLATFORM_TENANT
from kit.tenant_table import TenantTable

# Every tenant screens with the platform's list; only the platform's own scope may write it.
BASE_SEEN = f"""
ALTER POLICY tenant_only ON "moderation_baselist"
  USING (tenant_id = (SELECT heyan_tenant()) OR tenant_id = '{PLATFORM_TENANT}')
  WITH CHECK (tenant_id = (SELECT heyan_tenant()) AND tenant_id = '{PLATFORM_TENANT}')
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='BaseList',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('terms', models.JSONField()),
                ('phrases', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
            ],
            options={
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'number'), name='moderation_base_number')],
            },
        ),
        migrations.CreateModel(
            name='Overlay',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id',), name='moderation_overlay_once')],
            },
        ),
        migrations.CreateModel(
            name='OverlayEntry',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('kind', models.CharField(max_length=10)),
                ('text', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=12)),
                ('category', models.CharField(blank=True, max_length=10)),
                ('confidence', models.FloatField(default=1.0)),
                ('built', models.JSONField()),
                ('added_in', models.PositiveIntegerField()),
                ('removed_in', models.PositiveIntegerField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_in', None)), fields=('tenant_id', 'kind', 'digest'), name='moderation_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_default', models.BooleanField(default=False)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'name'), name='moderation_policy_name'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('tenant_id',), name='moderation_policy_default')],
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('version', models.PositiveIntegerField()),
                ('rules', models.JSONField()),
                ('saved_by', models.CharField(max_length=120)),
                ('policy', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='moderation.policy')),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'policy', 'version'), name='moderation_policy_version')],
            },
        ),
        TenantTable("BaseList", app="SELECT, INSERT"),
        TenantTable("Overlay", app="SELECT, INSERT, UPDATE"),
        TenantTable("OverlayEntry", app="SELECT, INSERT, UPDATE"),
        TenantTable("Policy", app="SELECT, INSERT, UPDATE"),
        TenantTable("PolicyVersion", app="SELECT, INSERT"),
        migrations.RunSQL(BASE_SEEN, migrations.RunSQL.noop),
    ]
