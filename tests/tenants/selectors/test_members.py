"""Reading members, and who a person is."""

import pytest

from kit import clock
from kit.scoping import tenant_scope
from tenants.errors import NoSuchMember, NotMember
from tenants.models import Tenant, User
from tenants.selectors import member, members, memberships, principal_for_member
from tests.cast import Person, joined

pytestmark = pytest.mark.django_db


def test_members_of_the_tenant_in_scope_by_name(anna: Person, ben: Person, cleo: Person) -> None:
    with tenant_scope(anna.tenant.id):
        assert [one.name for one in members()] == ["Anna", "Ben"]


def test_another_tenants_member_is_not_there(anna: Person, cleo: Person) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(NoSuchMember):
        member(cleo.principal.id)


def test_a_person_is_nobody_in_another_tenant(anna: Person, cleo: Person) -> None:
    with pytest.raises(NotMember):
        principal_for_member(cleo.user_id, anna.tenant.id)


def test_a_person_may_choose_between_his_tenants(ben: Person, cleo: Person) -> None:
    joined(ben.user_id, ben.email, ben.name, cleo.tenant, "auditor")
    assert [(one.tenant_slug, one.roles) for one in memberships(ben.user_id)] == [
        ("acorn", {"member"}),
        ("birch", {"auditor"}),
    ]


def test_a_suspended_tenant_is_not_offered_and_lets_nobody_in(anna: Person) -> None:
    with tenant_scope(anna.tenant.id):
        Tenant.objects.update(suspended_at=clock.now())
    assert memberships(anna.user_id) == ()
    with pytest.raises(NotMember):
        principal_for_member(anna.user_id, anna.tenant.id)


def test_an_account_that_is_switched_off_is_nobody(anna: Person) -> None:
    User.objects.filter(pk=anna.user_id).update(is_active=False)
    with pytest.raises(NotMember):
        principal_for_member(anna.user_id, anna.tenant.id)
