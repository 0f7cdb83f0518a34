"""Say which tenant or user the database work is for, and fail when nobody has said it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connections

from kit.roles import alias, atomic

_tenant: ContextVar[UUID | None] = ContextVar("tenant", default=None)
_user: ContextVar[int | None] = ContextVar("user", default=None)


class TenantNotSet(RuntimeError):
    """Tenant data was asked for outside any tenant scope."""


class TenantSwitch(RuntimeError):
    """A scope was opened for another tenant inside a tenant's transaction."""


def current_tenant_id() -> UUID:
    """The tenant in scope. Raises TenantNotSet."""
    tenant_id = _tenant.get()
    if tenant_id is None:
        raise TenantNotSet("no tenant in scope")
    return tenant_id


def tenant_in_scope() -> UUID | None:
    """The tenant in scope, or None: for managers of roles that may work without one."""
    return _tenant.get()


@contextmanager
def tenant_scope(tenant_id: UUID) -> Iterator[None]:
    """Open a transaction that sees `tenant_id` only; on leaving, what was set before is set again.

    Raises TenantSwitch where another tenant is in scope: one transaction never serves two tenants.
    """
    held = _tenant.get()
    if held is not None and held != tenant_id:
        raise TenantSwitch(f"{tenant_id} inside {held}")
    with _setting("app.tenant", str(tenant_id)):
        token = _tenant.set(tenant_id)
        try:
            yield
        finally:
            _tenant.reset(token)


@contextmanager
def user_scope(user_id: int) -> Iterator[None]:
    """Open a transaction that sees what belongs to a signed-in person before a tenant is chosen."""
    with _setting("app.user", str(user_id)):
        token = _user.set(user_id)
        try:
            yield
        finally:
            _user.reset(token)


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    """Set `name` for the transaction. `set_config` takes parameters, which SET does not.

    A released savepoint would keep the value, so it is put back by hand; the end of a transaction restores it itself.
    """
    nested = connections[alias()].in_atomic_block
    with atomic():
        before = _swap(name, value)
        yield
        if nested:
            _swap(name, before)


def _swap(name: str, value: str) -> str:
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [name, name, value])
        return str(cursor.fetchone()[0])
