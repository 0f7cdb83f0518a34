"""Tenants, people, memberships, groups, invitations and keys, each kept inside its tenant."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import kit.clock
import kit.ids
import kit.scoping
from kit.tenant_table import APP, CLERK, TenantTable, protect

# One policy, not two: permissive policies are OR-ed, so a second one would show a tenant what only a person may see.
MEMBERSHIP_SEEN = """CASE
  WHEN (SELECT heyan_tenant_or_null()) IS NOT NULL THEN tenant_id = (SELECT heyan_tenant_or_null())
  WHEN (SELECT heyan_user_or_null()) IS NOT NULL THEN user_id = (SELECT heyan_user_or_null())
  ELSE tenant_id = heyan_tenant()
END"""
MEMBERSHIP_WRITTEN = "tenant_id = (SELECT heyan_tenant())"

TENANT_SEEN = """CASE
  WHEN (SELECT heyan_tenant_or_null()) IS NOT NULL THEN id = (SELECT heyan_tenant_or_null())
  WHEN (SELECT heyan_user_or_null()) IS NOT NULL THEN
    id IN (SELECT tenant_id FROM tenants_membership WHERE user_id = (SELECT heyan_user_or_null()))
  ELSE id = heyan_tenant()
END"""
TENANT_WRITTEN = "id = (SELECT heyan_tenant())"


def only(table: str, seen: str, written: str) -> list[str]:
    """Narrow the policy of `table`: what is seen, and what may be written."""
    return [f'ALTER POLICY tenant_only ON "{table}" USING ({seen}) WITH CHECK ({written})']


# Commands and public addresses know a short name before any tenant is in scope, and learn nothing but the id from it.
TENANT_BY_SLUG = """
CREATE FUNCTION tenant_by_slug(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$ SELECT id FROM public.tenants_tenant WHERE slug = wanted $$;
"""
TENANT_BY_SLUG_FOR = f"""
REVOKE ALL ON FUNCTION tenant_by_slug(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_by_slug(text) TO {APP}, {CLERK};
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("kit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('zone', models.CharField(blank=True, max_length=60)),
                ('is_active', models.BooleanField(default=True)),
                ('platform_role', models.CharField(blank=True, max_length=10)),
                ('password_changed_at', models.DateTimeField(default=kit.clock.now)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email'), models.CheckConstraint(condition=models.Q(('platform_role__in', ['', 'system', 'security', 'audit'])), name='user_platform_role')],
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64)),
                ('hint', models.CharField(max_length=8)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('legal_basis', models.CharField(max_length=200)),
                ('networks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=49), default=list, size=None)),
                ('expires_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'digest'), name='api_key_digest'), models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['audit.read', 'audit.unmask', 'audit.verify', 'bots.read', 'bots.write', 'chat.ask', 'consent.write', 'conversations.read', 'keys.write', 'knowledge.read', 'knowledge.write', 'members.read', 'members.write', 'models.read', 'models.write', 'moderation.read', 'moderation.write', 'tenant.write'])), name='api_key_scopes')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('tenant_id'), django.db.models.functions.text.Lower('name'), name='group_name')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('digest', models.CharField(max_length=64)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('invited_by', models.CharField(max_length=80)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'digest'), name='invitation_digest'), models.CheckConstraint(condition=models.Q(('roles__contained_by', ['owner', 'knowledge_editor', 'operator', 'compliance_officer', 'auditor', 'member'])), name='invitation_roles')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('suspended_at', models.DateTimeField(null=True)),
                ('last_seen_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=kit.scoping.current_tenant_id, editable=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='tenants.group')),
                ('member', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='tenants.membership')),
            ],
        ),
        migrations.CreateModel(
            name='Tenant',
            fields=[
                ('id', models.UUIDField(default=kit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False)),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('zone', models.CharField(default='Asia/Shanghai', max_length=60)),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('region', models.CharField(default='cn', max_length=10)),
                ('service_mode', models.CharField(default='A', max_length=1)),
                ('legal_entity', models.CharField(blank=True, max_length=200)),
                ('uscc', models.CharField(blank=True, max_length=18)),
                ('product_name', models.CharField(blank=True, max_length=120)),
                ('icp_number', models.CharField(blank=True, max_length=60)),
                ('app_code', models.CharField(default='0001', max_length=4)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('mfa_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                ('password_days', models.PositiveIntegerField(default=0)),
                ('suspended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('service_mode__in', ('A', 'B', 'C', 'D', 'E'))), name='tenant_service_mode'), models.CheckConstraint(condition=models.Q(('mfa_roles__contained_by', ['owner', 'knowledge_editor', 'operator', 'compliance_officer', 'auditor', 'member'])), name='tenant_mfa_roles')],
            },
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'user'), name='membership_once'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contained_by', ['owner', 'knowledge_editor', 'operator', 'compliance_officer', 'auditor', 'member']), ('roles__len__gt', 0)), name='membership_roles'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'group', 'member'), name='group_member_once'),
        ),
        TenantTable("Membership"),
        TenantTable("Group"),
        TenantTable("GroupMember"),
        TenantTable("Invitation"),
        TenantTable("ApiKey", app="SELECT, INSERT, UPDATE"),
        migrations.RunSQL(protect("tenants_tenant", app="SELECT, INSERT, UPDATE", clerk="SELECT", using="id = heyan_tenant()")),
        migrations.RunSQL(only("tenants_membership", MEMBERSHIP_SEEN, MEMBERSHIP_WRITTEN)),
        migrations.RunSQL(only("tenants_tenant", TENANT_SEEN, TENANT_WRITTEN)),
        migrations.RunSQL(TENANT_BY_SLUG + TENANT_BY_SLUG_FOR),
    ]
