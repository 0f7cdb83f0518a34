"""Saying what may be known of people, and knowing it of a member."""

from typing import Any

import pytest

from audit.selectors import entries
from audit.types import Filters
from kit.errors import Invalid, NotFound
from tenants.errors import AttributeUnknown, AttributeValueUnknown, MayNot, NoSuchMember, ValueTwice
from tenants.selectors import attributes, principal_for_member
from tenants.services import (
    add_usual_attributes,
    delete_attribute,
    save_attribute,
    set_member_attributes,
)
from tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna", "ben", "cleo", "in_acorn")]


def save(anna: Person, **values: Any) -> Any:
    usual = {"name": "city", "label": "城市", "values": [["上海", "沪"], ["北京"]]}
    return save_attribute(**(usual | values), by=anna.principal)


def test_an_attribute_is_kept_with_its_values(anna: Person) -> None:
    save(anna)
    assert [(each.name, each.values) for each in attributes()] == [("city", (("上海", "沪"), ("北京",)))]


def test_saving_it_again_changes_the_one_of_that_name(anna: Person) -> None:
    save(anna)
    save(anna, label="工作城市", may_ask=False)
    assert [(each.label, each.may_ask) for each in attributes()] == [("工作城市", False)]


def test_a_name_that_stands_for_two_values_is_refused(anna: Person) -> None:
    with pytest.raises(ValueTwice):
        save(anna, values=[["Shanghai"], ["SHANGHAI"]])


@pytest.mark.parametrize(
    "wrong", [{"name": "City"}, {"name": ""}, {"label": " "}, {"values": [[""]]}, {"values": [[]]}]
)
def test_what_nobody_could_read_is_refused(anna: Person, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        save(anna, **wrong)


def test_the_usual_ones_are_added_once_and_leave_what_is_there(anna: Person) -> None:
    save(anna, label="Ort")
    add_usual_attributes(by=anna.principal)
    add_usual_attributes(by=anna.principal)
    assert [each.name for each in attributes()] == ["city", "company", "grade", "contract", "model"]
    assert attributes()[0].label == "Ort"


def test_a_plain_member_changes_no_attribute(anna: Person, ben: Person) -> None:
    save(anna)
    with pytest.raises(MayNot):
        save_attribute(name="grade", label="职级", by=ben.principal)
    with pytest.raises(MayNot):
        delete_attribute(name="city", by=ben.principal)


def test_a_member_is_known_by_the_value_that_is_stored(anna: Person, ben: Person) -> None:
    save(anna)
    set_member_attributes(member_id=ben.principal.id, attributes={"city": "沪"}, by=anna.principal)
    assert principal_for_member(ben.user_id, ben.tenant.id).attributes == {"city": "上海"}


def test_an_empty_value_is_forgotten(anna: Person, ben: Person) -> None:
    save(anna)
    set_member_attributes(member_id=ben.principal.id, attributes={"city": "上海"}, by=anna.principal)
    assert (
        set_member_attributes(member_id=ben.principal.id, attributes={"city": ""}, by=anna.principal).attributes == {}
    )


def test_what_the_tenant_does_not_know_is_refused(anna: Person, ben: Person) -> None:
    save(anna)
    with pytest.raises(AttributeUnknown):
        set_member_attributes(member_id=ben.principal.id, attributes={"shoe": "43"}, by=anna.principal)
    with pytest.raises(AttributeValueUnknown):
        set_member_attributes(member_id=ben.principal.id, attributes={"city": "Mars"}, by=anna.principal)


def test_nobody_sets_his_own_attributes_without_the_right(anna: Person, ben: Person) -> None:
    save(anna)
    with pytest.raises(MayNot):
        set_member_attributes(member_id=ben.principal.id, attributes={"city": "上海"}, by=ben.principal)


def test_every_change_is_on_record_without_the_value(anna: Person, ben: Person) -> None:
    save(anna)
    set_member_attributes(member_id=ben.principal.id, attributes={"city": "上海"}, by=anna.principal)
    delete_attribute(name="city", by=anna.principal)
    told = [(each.event, each.data) for each in entries(Filters()).entries]
    names = [name for name, _ in told]
    assert {"tenants.attribute_saved", "tenants.member_attributes_set", "tenants.attribute_deleted"} <= set(names)
    assert "上海" not in str([data for name, data in told if name == "tenants.member_attributes_set"])


def test_another_tenants_attributes_and_members_are_not_there(anna: Person, ben: Person, cleo: Person) -> None:
    save(anna)
    with pytest.raises(NoSuchMember):
        set_member_attributes(member_id=cleo.principal.id, attributes={"city": "上海"}, by=anna.principal)


def test_a_deleted_attribute_is_gone(anna: Person) -> None:
    save(anna)
    delete_attribute(name="city", by=anna.principal)
    assert attributes() == ()
    with pytest.raises(NotFound):
        delete_attribute(name="city", by=anna.principal)
