"""Turn a signed-in session into a principal, and say what is missing where it can't be done."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest

from kit import clock
from kit.scoping import tenant_scope
from tenants.errors import PasswordExpired, SecondFactorMissing, SignedOut, TenantNotChosen
from tenants.models import User
from tenants.selectors.members import principal_for_member, with_second_factor
from tenants.selectors.tenants import info, one
from tenants.types import Principal, TenantInfo

SESSION_TENANT = "tenant"


def principal_of(request: HttpRequest) -> Principal:
    """Who acts in this request, read afresh: a suspension or a lost role works at the next one.

    Synchronous and outside any tenant scope; the caller enters `principal.tenant_id`. Raises SignedOut,
    TenantNotChosen, NotMember, SecondFactorMissing and PasswordExpired.
    """
    user = signed_in(request)
    chosen = request.session.get(SESSION_TENANT)
    if chosen is None:
        raise TenantNotChosen
    return admit(user, UUID(chosen))


def signed_in(request: HttpRequest) -> User:
    """The person of this session, before any tenant. Raises SignedOut."""
    if not isinstance(request.user, User) or not request.user.is_active:
        raise SignedOut
    return request.user


def admit(user: User, tenant_id: UUID) -> Principal:
    """This person in this tenant, if its rules for signing in are met. Raises as `principal_of`."""
    with tenant_scope(tenant_id):
        principal = principal_for_member(user.pk, tenant_id)
        _check(user, principal, info(one(tenant_id)))
    return principal


def _check(user: User, principal: Principal, tenant: TenantInfo) -> None:
    if tenant.mfa_roles & principal.roles and not with_second_factor([user.pk]):
        raise SecondFactorMissing
    limit = timedelta(days=tenant.password_days)
    if limit and clock.now() - user.password_changed_at > limit:
        raise PasswordExpired
