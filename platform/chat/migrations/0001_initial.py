"""The tables of chat. A saved version of a bot can't be changed, and the clerk sees only which turns are due."""

import django.db.models.deletion
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
            name='Bot',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('slug', models.SlugField(db_index=False, max_length=60)),
                ('version', models.PositiveIntegerField(default=1)),
                ('published', models.BooleanField(default=False)),
                ('paused', models.BooleanField(default=False)),
                ('updated_at', models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'slug'), name='chat_bot_slug')],
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('subject', models.CharField(max_length=300)),
                ('channel', models.CharField(max_length=20)),
                ('test', models.BooleanField(default=False)),
                ('title', models.CharField(blank=True, max_length=60)),
                ('turns', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField(default=kit.clock.now)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='TurnRow',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('bot_version', models.PositiveIntegerField()),
                ('actor', models.CharField(max_length=120)),
                ('subject', models.CharField(max_length=300)),
                ('channel', models.CharField(max_length=20)),
                ('test', models.BooleanField(default=False)),
                ('language', models.CharField(max_length=10)),
                ('idempotency_key', models.CharField(blank=True, max_length=200)),
                ('request_digest', models.CharField(blank=True, max_length=64)),
                ('lease', models.UUIDField()),
                ('lease_until', models.DateTimeField()),
                ('watched_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=80)),
                ('category', models.CharField(blank=True, max_length=80)),
                ('finish', models.CharField(blank=True, max_length=20)),
                ('failure', models.JSONField(null=True)),
                ('basis', models.JSONField(default=dict)),
                ('sensitivity', models.CharField(blank=True, max_length=20)),
                ('verdicts', models.JSONField(default=list)),
                ('decision', models.JSONField(default=dict)),
                ('versions', models.JSONField(default=dict)),
                ('timings', models.JSONField(default=list)),
                ('withheld', models.PositiveIntegerField(default=0)),
                ('prompt_tokens', models.PositiveIntegerField(default=0)),
                ('completion_tokens', models.PositiveIntegerField(default=0)),
                ('label', models.CharField(blank=True, max_length=300)),
                ('aigc', models.JSONField(default=dict)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
                ('conversation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.conversation')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='JournalPiece',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('seq', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('citations', models.JSONField(default=list)),
                ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.turnrow')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='TurnText',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('question', models.TextField()),
                ('masked', models.TextField(blank=True)),
                ('searched', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
                ('citations', models.JSONField(default=list)),
                ('passages', models.JSONField(default=list)),
                ('prompt', models.JSONField(default=list)),
                ('turn', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='text', to='chat.turnrow')),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='BotVersion',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('version', models.PositiveIntegerField()),
                ('settings', models.JSONField()),
                ('saved_by', models.CharField(max_length=120)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('bot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.bot')),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'bot', 'version'), name='chat_bot_version')],
            },
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(fields=['tenant_id', 'subject', '-last_at'], name='chat_conversation_subject'),
        ),
        migrations.AddIndex(
            model_name='turnrow',
            index=models.Index(fields=['tenant_id', 'conversation', 'created_at'], name='chat_turn_conversation'),
        ),
        migrations.AddIndex(
            model_name='turnrow',
            index=models.Index(fields=['tenant_id', 'subject'], name='chat_turn_subject'),
        ),
        migrations.AddIndex(
            model_name='turnrow',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['lease_until'], name='chat_turn_open'),
        ),
        migrations.AddConstraint(
            model_name='turnrow',
            constraint=models.UniqueConstraint(condition=models.Q(('idempotency_key', ''), _negated=True), fields=('tenant_id', 'actor', 'idempotency_key'), name='chat_turn_idempotency'),
        ),
        migrations.AddConstraint(
            model_name='journalpiece',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'turn', 'seq'), name='chat_journal_seq'),
        ),
        TenantTable("Bot"),
        TenantTable("BotVersion", app="SELECT, INSERT, DELETE"),
        TenantTable("Conversation"),
        TenantTable("TurnRow", clerk="SELECT"),
        TenantTable("TurnText"),
        TenantTable("JournalPiece", app="SELECT, INSERT, DELETE"),
    ]
