"""Entries, payloads, seals and stubs, each with exactly the rights that make the trail append-only."""

import django.db.models.deletion
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import APP, CLERK, TenantTable

# The table's owner queues every entry: the application has no right on the queue, so it cannot leave an entry out.
QUEUE = """
CREATE FUNCTION audit_entry_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.audit_unsealed (id, tenant_id, created_at) VALUES (NEW.id, NEW.tenant_id, clock_timestamp());
  RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_waits();
"""

# The health page asks without a tenant, and learns a number of seconds and nothing else.
LAG = """
CREATE FUNCTION audit_seal_lag() RETURNS double precision LANGUAGE sql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public AS
  $$ SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM public.audit_unsealed $$;
REVOKE ALL ON FUNCTION audit_seal_lag() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_seal_lag() TO ROLES;
""".replace("ROLES", f"{APP}, {CLERK}")


class Migration(migrations.Migration):

    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('event', models.CharField(max_length=80)),
                ('retention', models.CharField(max_length=10)),
                ('actor', models.CharField(max_length=64)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('turn_id', models.UUIDField(null=True)),
                ('phase', models.CharField(blank=True, max_length=6)),
                ('success', models.BooleanField(default=True)),
                ('evaluation', models.BooleanField(default=False)),
                ('data', models.JSONField(default=dict)),
                ('commitments', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('turn_id__isnull', False)), fields=['tenant_id', 'turn_id'], name='audit_entry_turn'), models.Index(fields=['tenant_id', 'actor', '-id'], name='audit_entry_actor'), models.Index(fields=['tenant_id', 'event', '-id'], name='audit_entry_event')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('phase', ''), _negated=True), fields=('tenant_id', 'turn_id', 'phase'), name='audit_entry_one_per_phase'), models.CheckConstraint(condition=models.Q(('phase', ''), models.Q(('phase__in', ['opened', 'closed']), ('turn_id__isnull', False)), _connector='OR'), name='audit_entry_phase')],
            },
        ),
        migrations.CreateModel(
            name='PurgeStub',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('first', models.BigIntegerField()),
                ('last', models.BigIntegerField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('oldest', models.DateTimeField()),
                ('newest', models.DateTimeField()),
                ('at', models.DateTimeField(default=kit.clock.now)),
                ('key_id', models.CharField(max_length=20)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'first'), name='audit_purgestub_first')],
            },
        ),
        migrations.CreateModel(
            name='Payload',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('actor', models.CharField(max_length=64)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('body', models.TextField()),
                ('entry', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='audit.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', 'actor'], name='audit_payload_actor'), models.Index(fields=['tenant_id', 'subject'], name='audit_payload_subject')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('sequence', models.BigIntegerField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('algorithm', models.CharField(max_length=10)),
                ('key_id', models.CharField(max_length=20)),
                ('entry', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='audit.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'sequence'), name='audit_seal_sequence')],
            },
        ),
        TenantTable("Entry", app="SELECT, INSERT", clerk="SELECT, INSERT"),
        TenantTable("Payload", app="SELECT, INSERT, DELETE", clerk="SELECT, INSERT"),
        TenantTable("Unsealed", app="SELECT", clerk="SELECT, DELETE"),
        TenantTable("Seal", app="SELECT", clerk="SELECT, INSERT"),
        TenantTable("PurgeStub", app="SELECT", clerk="SELECT"),
        migrations.RunSQL(QUEUE, "DROP TRIGGER audit_entry_waits ON audit_entry; DROP FUNCTION audit_entry_waits"),
        migrations.RunSQL(LAG, "DROP FUNCTION audit_seal_lag"),
    ]
