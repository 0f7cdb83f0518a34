"""Attributes of people in the console."""

import pytest
from django.test import Client
from django.urls import reverse

from kit.scoping import tenant_scope
from tenants.selectors import attributes, member
from tests.cast import Person
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db

CITY = {"name": "city", "label": "城市", "label_en": "City", "values": "上海, Shanghai\n北京", "may_ask": "on"}


def test_an_attribute_is_made_with_a_value_a_line(english: Client, anna: Person) -> None:
    assert "Shanghai" not in said(english, page("new_attribute"), CITY)
    with tenant_scope(anna.tenant.id):
        assert attributes()[0].values == (("上海", "Shanghai"), ("北京",))


def test_it_is_shown_as_it_was_written_and_changed(english: Client, anna: Person) -> None:
    said(english, page("new_attribute"), CITY)
    address = reverse("console:attribute", kwargs={"name": "city"})
    assert "上海, Shanghai" in english.get(address).content.decode()
    said(english, address, {"label": "城市", "values": "广州"})
    with tenant_scope(anna.tenant.id):
        (held,) = attributes()
    assert (held.values, held.may_ask) == ((("广州",),), False)


def test_a_name_that_stands_twice_is_told_beside_the_field(english: Client) -> None:
    assert "stands for two values" in said(english, page("new_attribute"), CITY | {"values": "上海\n北京, 上海"})


def test_the_usual_ones_are_a_start(english: Client) -> None:
    assert "usual attributes are there" in said(english, page("usual_attributes"))
    assert "City of work" in english.get(page("attributes")).content.decode()


def test_a_deleted_one_is_gone(english: Client) -> None:
    said(english, page("new_attribute"), CITY)
    assert "for everybody again" in said(english, reverse("console:delete_attribute", kwargs={"name": "city"}))
    assert english.get(reverse("console:attribute", kwargs={"name": "city"})).status_code == 404


def test_what_is_known_of_a_member_is_saved(english: Client, anna: Person) -> None:
    said(english, page("new_attribute"), CITY)
    said(english, page("member_attributes", member_id=anna.principal.id), {"a-city": "上海"})
    with tenant_scope(anna.tenant.id):
        assert member(anna.principal.id).attributes == {"city": "上海"}


def test_a_value_that_is_not_offered_is_not_saved(english: Client, anna: Person) -> None:
    said(english, page("new_attribute"), CITY)
    text = said(english, page("member_attributes", member_id=anna.principal.id), {"a-city": "Mars"})
    assert "choose one of the values" in text
    with tenant_scope(anna.tenant.id):
        assert member(anna.principal.id).attributes == {}
