"""What the database itself refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kit.scoping import tenant_scope
from tenants.models import ApiKey, Invitation, Membership, User
from tests.cast import Person

pytestmark = pytest.mark.django_db


def test_an_address_is_one_account_in_any_spelling(anna: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ANNA@example.com")


def test_a_person_is_found_in_any_spelling(anna: Person) -> None:
    assert User.objects.get_by_natural_key("Anna@Example.COM").pk == anna.user_id


def test_a_person_holds_one_platform_role() -> None:
    with pytest.raises(IntegrityError, match="user_platform_role"), transaction.atomic():
        User.objects.create(email="x@example.com", platform_role="root")


@pytest.mark.parametrize("roles", [[], ["root"]])
def test_a_membership_has_known_roles(anna: Person, roles: list[str]) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(IntegrityError, match="membership_roles"), transaction.atomic():
        Membership.objects.update(roles=roles)


def test_a_key_has_known_scopes(anna: Person, anna_key: str) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(IntegrityError, match="api_key_scopes"), transaction.atomic():
        ApiKey.objects.update(scopes=["everything"])


def test_secrets_are_kept_as_digests(anna: Person, anna_key: str) -> None:
    with tenant_scope(anna.tenant.id):
        row = ApiKey.objects.get()
    assert anna_key.rpartition("_")[2] not in str(vars(row))


def test_the_default_manager_of_memberships_is_the_guarded_one() -> None:
    assert Membership._default_manager is Membership._base_manager or Membership._default_manager.name == "objects"
    assert Membership._default_manager.name == Membership._base_manager.name == "objects"


def test_changing_a_password_notes_when(anna: Person, django_assert_num_queries: Any) -> None:
    user = User.objects.get(pk=anna.user_id)
    before = user.password_changed_at
    user.set_password("another-Long-1")
    assert user.password_changed_at > before


def test_invitations_keep_no_token() -> None:
    assert {field.name for field in Invitation._meta.fields} & {"token", "secret"} == set()
