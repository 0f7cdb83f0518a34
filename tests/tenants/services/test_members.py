"""Adding, changing, suspending and removing members."""

from dataclasses import replace
from uuid import uuid4

import pytest

from audit.selectors import entries
from audit.types import Filters
from kit.errors import NotFound
from tenants.errors import AboveOwnRights, AlreadyMember, LastOwner, MayNot, NoSuchMember, NotMember
from tenants.selectors import members, principal_for_member
from tenants.services import (
    add_member,
    create_group,
    create_user,
    remove_member,
    restore_member,
    set_member_groups,
    set_roles,
    suspend_member,
)
from tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cleo", "anna", "ben", "in_acorn")]


def newcomer() -> int:
    return create_user(email="dora@example.com", name="Dora", verified=True)


def test_an_owner_adds_a_member_and_it_is_on_record(anna: Person) -> None:
    made = add_member(user_id=newcomer(), roles=["operator"], by=anna.principal)
    assert made.roles == {"operator"}
    newest = entries(Filters(event="tenants.member_added")).entries[0]
    assert newest.data == {"member": str(made.id), "roles": ["operator"]}


def test_a_plain_member_adds_nobody(ben: Person) -> None:
    with pytest.raises(MayNot):
        add_member(user_id=newcomer(), roles=["member"], by=ben.principal)


def test_nobody_is_a_member_twice(anna: Person, ben: Person) -> None:
    with pytest.raises(AlreadyMember):
        add_member(user_id=ben.user_id, roles=["member"], by=anna.principal)


def test_a_member_cannot_raise_his_own_role(ben: Person) -> None:
    with pytest.raises(MayNot):
        set_roles(member_id=ben.principal.id, roles=["owner"], by=ben.principal)


def test_not_even_an_owner_raises_her_own_role(anna: Person) -> None:
    with pytest.raises(AboveOwnRights):
        set_roles(member_id=anna.principal.id, roles=["owner", "compliance_officer"], by=anna.principal)


def test_an_owner_changes_another_ones_roles(anna: Person, ben: Person) -> None:
    set_roles(member_id=ben.principal.id, roles=["auditor"], by=anna.principal)
    assert principal_for_member(ben.user_id, ben.tenant.id).roles == {"auditor"}


def test_a_change_of_roles_says_what_was_before(anna: Person, ben: Person) -> None:
    set_roles(member_id=ben.principal.id, roles=["auditor"], by=anna.principal)
    newest = entries(Filters(event="tenants.roles_set")).entries[0]
    assert (newest.data["before"], newest.data["after"]) == (["member"], ["auditor"])


@pytest.mark.parametrize("act", [remove_member, suspend_member])
def test_the_last_owner_stays(anna: Person, act: object) -> None:
    with pytest.raises(LastOwner):
        act(member_id=anna.principal.id, by=anna.principal)  # type: ignore[operator]


def test_the_last_owner_stays_an_owner(anna: Person) -> None:
    with pytest.raises(LastOwner):
        set_roles(member_id=anna.principal.id, roles=["member"], by=replace(anna.principal, id=uuid4()))


def test_a_suspended_owner_does_not_count_as_one(anna: Person, ben: Person) -> None:
    set_roles(member_id=ben.principal.id, roles=["owner"], by=anna.principal)
    suspend_member(member_id=ben.principal.id, by=anna.principal)
    with pytest.raises(LastOwner):
        remove_member(member_id=anna.principal.id, by=anna.principal)


def test_with_two_owners_one_may_go(anna: Person, ben: Person) -> None:
    set_roles(member_id=ben.principal.id, roles=["owner"], by=anna.principal)
    remove_member(member_id=anna.principal.id, by=anna.principal)
    assert [one.email for one in members()] == [ben.email]


def test_a_suspended_member_is_nobody_until_restored(anna: Person, ben: Person) -> None:
    suspend_member(member_id=ben.principal.id, by=anna.principal)
    with pytest.raises(NotMember):
        principal_for_member(ben.user_id, ben.tenant.id)
    restore_member(member_id=ben.principal.id, by=anna.principal)
    assert principal_for_member(ben.user_id, ben.tenant.id).id == ben.principal.id


def test_groups_are_set_exactly(anna: Person, ben: Person) -> None:
    sales, legal = (create_group(name=name, by=anna.principal) for name in ("Sales", "Legal"))
    set_member_groups(member_id=ben.principal.id, groups=[sales.id], by=anna.principal)
    set_member_groups(member_id=ben.principal.id, groups=[legal.id], by=anna.principal)
    assert principal_for_member(ben.user_id, ben.tenant.id).groups == {legal.id}


def test_a_group_that_does_not_exist_changes_nothing(anna: Person, ben: Person) -> None:
    with pytest.raises(NotFound):
        set_member_groups(member_id=ben.principal.id, groups=[uuid4()], by=anna.principal)


def test_a_member_of_another_tenant_is_not_there(anna: Person, cleo: Person) -> None:
    with pytest.raises(NoSuchMember):
        remove_member(member_id=cleo.principal.id, by=anna.principal)
