"""Models, routes, budgets and usage, each kept inside its tenant."""

import django.db.models.functions.text
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import TenantTable


class Migration(migrations.Migration):

    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('scope', models.CharField(max_length=10)),
                ('scope_id', models.CharField(blank=True, max_length=64)),
                ('tokens_per_day', models.PositiveBigIntegerField(null=True)),
                ('tokens_per_month', models.PositiveBigIntegerField(null=True)),
                ('cost_per_month', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('calls_per_minute', models.PositiveIntegerField(null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'scope', 'scope_id'), name='gateway_budget_once'), models.CheckConstraint(condition=models.Q(('scope__in', ('tenant', 'bot', 'key', 'subject'))), name='gateway_budget_scope')],
            },
        ),
        migrations.CreateModel(
            name='ModelCard',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('name', models.CharField(max_length=80)),
                ('vendor', models.CharField(max_length=40)),
                ('base_url', models.CharField(blank=True, max_length=500)),
                ('sealed_key', models.TextField(blank=True)),
                ('model', models.CharField(max_length=200)),
                ('location', models.CharField(max_length=10)),
                ('capabilities', models.JSONField(default=dict)),
                ('context_tokens', models.PositiveIntegerField(default=8192)),
                ('filing_number', models.CharField(blank=True, max_length=120)),
                ('licence', models.CharField(blank=True, max_length=120)),
                ('data_location', models.CharField(blank=True, max_length=120)),
                ('retires_on', models.DateField(null=True)),
                ('prompt_price', models.DecimalField(decimal_places=6, default=0, max_digits=12)),
                ('completion_price', models.DecimalField(decimal_places=6, default=0, max_digits=12)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('parallel', models.PositiveIntegerField(default=8)),
                ('state', models.CharField(default='unprobed', max_length=10)),
                ('problem', models.CharField(blank=True, max_length=40)),
                ('probed_at', models.DateTimeField(null=True)),
                ('probe', models.JSONField(default=dict)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(models.F('tenant_id'), django.db.models.functions.text.Lower('name'), name='gateway_model_name'), models.CheckConstraint(condition=models.Q(('location__in', ('builtin', 'private', 'hosted'))), name='gateway_model_location'), models.CheckConstraint(condition=models.Q(('parallel__gt', 0)), name='gateway_model_parallel')],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('name', models.CharField(max_length=80)),
                ('version', models.PositiveIntegerField(default=1)),
                ('default', models.BooleanField(default=False)),
                ('steps', models.JSONField()),
                ('updated_at', models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(models.F('tenant_id'), django.db.models.functions.text.Lower('name'), name='gateway_route_name'), models.UniqueConstraint(condition=models.Q(('default', True)), fields=('tenant_id',), name='gateway_route_default')],
            },
        ),
        migrations.CreateModel(
            name='UsageRow',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('purpose', models.CharField(max_length=10)),
                ('turn_id', models.UUIDField(null=True)),
                ('bot_id', models.UUIDField(null=True)),
                ('key_id', models.UUIDField(null=True)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('card_id', models.UUIDField()),
                ('card_name', models.CharField(max_length=80)),
                ('prompt_tokens', models.PositiveIntegerField()),
                ('completion_tokens', models.PositiveIntegerField()),
                ('estimated', models.BooleanField(default=False)),
                ('cost', models.DecimalField(decimal_places=6, max_digits=14)),
                ('currency', models.CharField(max_length=3)),
                ('outcome', models.CharField(max_length=20)),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['tenant_id', 'created_at'], name='gateway_usage_time'), models.Index(fields=['tenant_id', 'turn_id'], name='gateway_usage_turn')],
            },
        ),
        migrations.CreateModel(
            name='UsageTotal',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('scope', models.CharField(max_length=10)),
                ('scope_id', models.CharField(blank=True, max_length=64)),
                ('day', models.DateField()),
                ('calls', models.PositiveBigIntegerField(default=0)),
                ('tokens', models.PositiveBigIntegerField(default=0)),
                ('cost', models.DecimalField(decimal_places=6, default=0, max_digits=16)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'scope', 'scope_id', 'day'), name='gateway_total_once')],
            },
        ),
        TenantTable("Budget"),
        TenantTable("ModelCard"),
        TenantTable("Route"),
        TenantTable("UsageRow", app="SELECT, INSERT"),
        TenantTable("UsageTotal", app="SELECT, INSERT, UPDATE"),
    ]
