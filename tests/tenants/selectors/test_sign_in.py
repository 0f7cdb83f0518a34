"""From a session to a principal."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from kit import clock
from kit.scoping import tenant_scope
from tenants.errors import NotMember, PasswordExpired, SecondFactorMissing, SignedOut, TenantNotChosen
from tenants.models import User
from tenants.selectors import principal_of
from tenants.services import save_tenant, set_roles
from tests.cast import Person

pytestmark = pytest.mark.django_db


def visit(person: Person | None, **session: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=person.user_id) if person else AnonymousUser()
    request.session = session  # type: ignore[assignment]
    return request


def rule(person: Person, **fields: Any) -> None:
    with tenant_scope(person.tenant.id):
        save_tenant(by=person.principal, **fields)


def test_a_session_with_a_tenant_is_a_principal(anna: Person) -> None:
    assert principal_of(visit(anna, tenant=str(anna.tenant.id))) == anna.principal


def test_a_session_without_anybody_is_signed_out() -> None:
    with pytest.raises(SignedOut):
        principal_of(visit(None))


def test_a_session_without_a_tenant_has_to_choose(anna: Person) -> None:
    with pytest.raises(TenantNotChosen):
        principal_of(visit(anna))


def test_a_session_with_somebody_elses_tenant_is_nobody(anna: Person, cleo: Person) -> None:
    with pytest.raises(NotMember):
        principal_of(visit(anna, tenant=str(cleo.tenant.id)))


def test_a_changed_role_works_at_the_next_request(anna: Person, ben: Person) -> None:
    request = visit(ben, tenant=str(ben.tenant.id))
    assert not principal_of(request).may("audit.read")
    with tenant_scope(ben.tenant.id):
        set_roles(member_id=ben.principal.id, roles=["auditor"], by=anna.principal)
    assert principal_of(request).may("audit.read")


def test_a_role_that_needs_a_second_factor_waits_for_it(anna: Person, ben: Person) -> None:
    rule(anna, mfa_roles={"owner"})
    assert principal_of(visit(ben, tenant=str(ben.tenant.id)))
    with pytest.raises(SecondFactorMissing):
        principal_of(visit(anna, tenant=str(anna.tenant.id)))
    Authenticator.objects.create(user_id=anna.user_id, type="totp", data={})
    assert principal_of(visit(anna, tenant=str(anna.tenant.id)))


def test_recovery_codes_alone_are_no_second_factor(anna: Person) -> None:
    rule(anna, mfa_roles={"owner"})
    Authenticator.objects.create(user_id=anna.user_id, type="recovery_codes", data={})
    with pytest.raises(SecondFactorMissing):
        principal_of(visit(anna, tenant=str(anna.tenant.id)))


def test_an_old_password_has_to_be_changed(anna: Person) -> None:
    rule(anna, password_days=90)
    request = visit(anna, tenant=str(anna.tenant.id))
    assert principal_of(request)
    with clock.freeze(clock.now() + timedelta(days=91)), pytest.raises(PasswordExpired):
        principal_of(request)
