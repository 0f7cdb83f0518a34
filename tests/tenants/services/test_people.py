"""Accounts, password rules and platform roles."""

import pytest

from audit.selectors import entries
from audit.types import Filters
from kit.errors import Invalid
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from tenants.errors import NameTaken, RolesExclude
from tenants.models import User
from tenants.services import create_user, set_platform_role, user_id_by_email
from tenants.types import PlatformRole

pytestmark = pytest.mark.django_db


def test_an_account_is_found_in_any_spelling_of_its_address() -> None:
    made = create_user(email="Dora@Example.com")
    assert user_id_by_email(" DORA@example.com ") == made


def test_an_address_has_one_account() -> None:
    create_user(email="dora@example.com")
    with pytest.raises(NameTaken):
        create_user(email="DORA@example.com")


def test_an_account_without_a_password_cannot_be_entered_with_one() -> None:
    user = User.objects.get(pk=create_user(email="dora@example.com"))
    assert not user.has_usable_password()


@pytest.mark.parametrize("password", ["short-1A", "alllowercase", "dora@example.com", "1234567890123"])
def test_a_weak_password_is_refused_with_the_reason(password: str) -> None:
    with pytest.raises(Invalid) as caught:
        create_user(email="dora@example.com", password=password)
    assert caught.value.details["reasons"]


@pytest.mark.parametrize(("first", "second"), [("system", "security"), ("security", "audit"), ("audit", "system")])
def test_the_three_administrations_exclude_each_other(first: PlatformRole, second: PlatformRole) -> None:
    user_id = create_user(email="dora@example.com")
    set_platform_role(user_id=user_id, role=first, actor="job:test")
    with pytest.raises(RolesExclude):
        set_platform_role(user_id=user_id, role=second, actor="job:test")
    set_platform_role(user_id=user_id, role="", actor="job:test")
    set_platform_role(user_id=user_id, role=second, actor="job:test")
    assert User.objects.get(pk=user_id).platform_role == second


def test_an_unknown_administration_is_refused() -> None:
    with pytest.raises(Invalid):
        set_platform_role(user_id=create_user(email="d@example.com"), role="root", actor="job:test")  # type: ignore[arg-type]


def test_a_platform_role_is_on_the_platforms_record() -> None:
    set_platform_role(user_id=create_user(email="dora@example.com"), role="audit", actor="job:test")
    with tenant_scope(PLATFORM_TENANT):
        assert entries(Filters(event="tenants.platform_role_set")).entries[0].data == {"before": "", "after": "audit"}
