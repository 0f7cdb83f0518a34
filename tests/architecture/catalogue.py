"""Read the database's own catalogue: what each table promises about tenants, and where it breaks the promise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from kit.roles import DATABASE_ROLES

APP, CLERK, OWNER = DATABASE_ROLES["app"], DATABASE_ROLES["clerk"], DATABASE_ROLES["owner"]
ROOT_TABLE = "tenants_tenant"
"""The table of tenants: no tenant's own, and no global one either. It has its row policy like the others."""
ORDINARY = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})

TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),
  ARRAY(SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
"""
POLICIES = """
SELECT polname, polpermissive, polcmd::text, ARRAY(SELECT pg_get_userbyid(r) FROM unnest(polroles) r),
  coalesce(pg_get_expr(polqual, polrelid), ''), coalesce(pg_get_expr(polwithcheck, polrelid), '')
FROM pg_policy WHERE polrelid = %s::regclass
"""
FOREIGN_KEYS = """
SELECT o.conname, o.confrelid::regclass::text,
  ARRAY(SELECT a.attname::text FROM unnest(o.conkey) k JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k)
FROM pg_constraint o WHERE o.contype = 'f' AND o.conrelid = %s::regclass
"""
GRANTS = """
SELECT CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END, g.privilege_type
FROM pg_class c, aclexplode(c.relacl) g WHERE c.oid = %s::regclass
"""
FUNCTIONS = """
SELECT p.proname, pg_get_userbyid(p.proowner), coalesce(array_to_string(p.proconfig, ' '), ''),
  has_function_privilege('public', p.oid, 'EXECUTE') AND p.prorettype <> 'trigger'::regtype
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosecdef
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


@dataclass(frozen=True)
class Table:
    name: str
    enabled: bool
    forced: bool
    owner: str
    key: tuple[str, ...]
    policies: tuple[tuple[str, bool, str, tuple[str, ...], str, str], ...]
    foreign_keys: tuple[tuple[str, str, tuple[str, ...]], ...]
    grants: dict[str, frozenset[str]]


def rows(cursor: Any, query: str, *values: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, list(values))
    return list(cursor.fetchall())


def read(cursor: Any) -> dict[str, Table]:
    """Every table of the application's schema."""
    return {row[0]: table(cursor, row) for row in rows(cursor, TABLES)}


def table(cursor: Any, row: tuple[Any, ...]) -> Table:
    name, enabled, forced, owner, key = row
    grants: dict[str, set[str]] = {}
    for grantee, privilege in rows(cursor, GRANTS, name):
        grants.setdefault(grantee, set()).add(privilege)
    return Table(
        name=name,
        enabled=enabled,
        forced=forced,
        owner=owner,
        key=tuple(key),
        policies=tuple((p[0], p[1], p[2], tuple(p[3]), p[4], p[5]) for p in rows(cursor, POLICIES, name)),
        foreign_keys=tuple((f[0], f[1], tuple(f[2])) for f in rows(cursor, FOREIGN_KEYS, name)),
        grants={grantee: frozenset(held) for grantee, held in grants.items()},
    )


def faults(tables: dict[str, Table]) -> list[str]:
    """Every broken promise, in words."""
    held = [fault for one in tables.values() for fault in _faults(one)]
    return sorted(held)


def _faults(one: Table) -> Iterator[str]:
    if one.owner != OWNER:
        yield f"{one.name}: belongs to {one.owner}"
    if "PUBLIC" in one.grants:
        yield f"{one.name}: everybody may {sorted(one.grants['PUBLIC'])}"
    if one.name in settings.GLOBAL_TABLES:
        yield from _global_faults(one)
        return
    if not (one.enabled and one.forced):
        yield f"{one.name}: row security is not forced"
    if one.name != ROOT_TABLE and one.key != ("tenant_id", "id"):
        yield f"{one.name}: its key is {one.key}"
    yield from _policy_faults(one)
    yield from _foreign_key_faults(one)
    for role in (APP, CLERK):
        if extra := one.grants.get(role, frozenset()) - ORDINARY:
            yield f"{one.name}: {role} may {sorted(extra)}"


def _global_faults(one: Table) -> Iterator[str]:
    listed = frozenset(part.strip() for part in settings.GLOBAL_TABLES[one.name].split(",") if part.strip())
    for role in (APP, CLERK):
        if one.grants.get(role, frozenset()) != listed:
            yield f"{one.name}: {role} may {sorted(one.grants.get(role, ()))}, the list says {sorted(listed)}"


def _policy_faults(one: Table) -> Iterator[str]:
    """One permissive policy for each role, and the application's one must name the tenant in scope."""
    for role in (APP, CLERK, OWNER):
        mine = [policy for policy in one.policies if role in policy[3]]
        if len(mine) > 1:
            yield f"{one.name}: {role} has {len(mine)} policies, which would be OR-ed"
        if not mine and (role == OWNER or one.grants.get(role)):
            yield f"{one.name}: {role} has no policy"
    for name, permissive, command, roles, seen, written in one.policies:
        if not permissive or command != "*":
            yield f"{one.name}: policy {name} is not for every command"
        if "public" in roles or not roles:
            yield f"{one.name}: policy {name} is for everybody"
        if APP in roles and not ("heyan_tenant()" in seen and "heyan_tenant()" in written):
            yield f"{one.name}: policy {name} does not ask for the tenant"


def _foreign_key_faults(one: Table) -> Iterator[str]:
    for name, target, columns in one.foreign_keys:
        shared = target in settings.GLOBAL_TABLES
        if not shared and "tenant_id" not in columns:
            yield f"{one.name}: foreign key {name} can point into another tenant"


def function_faults(cursor: Any) -> list[str]:
    """A definer function runs as the owner, past every policy: it must be pinned, and given out by name."""
    found = []
    for name, owner, config, public in rows(cursor, FUNCTIONS):
        if owner != OWNER:
            found.append(f"{name}: belongs to {owner}")
        if "search_path=" not in config:
            found.append(f"{name}: search_path is not pinned")
        if public:
            found.append(f"{name}: everybody may execute it")
    return sorted(found)
