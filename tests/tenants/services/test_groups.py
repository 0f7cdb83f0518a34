"""Making, renaming and deleting groups."""

from uuid import uuid4

import pytest

from kit.errors import NotFound
from tenants.errors import MayNot, NameTaken
from tenants.selectors import groups, principal_for_member
from tenants.services import create_group, delete_group, rename_group, set_member_groups
from tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna", "ben", "in_acorn")]


def test_groups_are_listed_with_their_members(anna: Person, ben: Person) -> None:
    made = create_group(name=" Sales ", by=anna.principal)
    set_member_groups(member_id=ben.principal.id, groups=[made.id], by=anna.principal)
    assert [(one.name, one.members) for one in groups()] == [("Sales", 1)]


def test_a_name_is_taken_in_any_spelling(anna: Person) -> None:
    create_group(name="Sales", by=anna.principal)
    with pytest.raises(NameTaken):
        create_group(name="SALES", by=anna.principal)


def test_a_group_is_renamed(anna: Person) -> None:
    made = create_group(name="Sales", by=anna.principal)
    assert rename_group(group_id=made.id, name="Trade", by=anna.principal).name == "Trade"


def test_a_deleted_group_opens_nothing_any_more(anna: Person, ben: Person) -> None:
    made = create_group(name="Sales", by=anna.principal)
    set_member_groups(member_id=ben.principal.id, groups=[made.id], by=anna.principal)
    delete_group(group_id=made.id, by=anna.principal)
    assert principal_for_member(ben.user_id, ben.tenant.id).groups == frozenset()


def test_a_plain_member_makes_no_group(ben: Person) -> None:
    with pytest.raises(MayNot):
        create_group(name="Mine", by=ben.principal)


def test_a_group_that_is_not_there_is_not_found(anna: Person) -> None:
    with pytest.raises(NotFound):
        delete_group(group_id=uuid4(), by=anna.principal)
