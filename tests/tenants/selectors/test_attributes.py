"""Reading attributes, and checking what is said of a person against them."""

import pytest

from kit.scoping import tenant_scope
from tenants.errors import AttributeUnknown, AttributeValueUnknown
from tenants.selectors import attributes, checked_attributes, held_attributes
from tenants.services import save_attribute
from tenants.types import AttributeInfo
from tests.cast import Person

CITY = AttributeInfo(
    name="city", label="城市", label_en="City", values=(("上海", "沪", "Shanghai"), ("Paris", "巴黎")), may_ask=True
)


def test_a_value_goes_by_any_of_its_names() -> None:
    assert (CITY.value(" shanghai "), CITY.value("沪"), CITY.value("Mars")) == ("上海", "上海", None)


def test_a_value_is_shown_in_the_readers_language() -> None:
    assert [CITY.shown("上海", "en"), CITY.shown("上海", "zh-hans"), CITY.shown("Paris", "zh-hans")] == [
        "Shanghai",
        "上海",
        "巴黎",
    ]
    assert CITY.shown("Mars", "en") == "Mars"


def test_the_label_follows_the_language() -> None:
    assert (CITY.label_in("en"), CITY.label_in("zh-hans")) == ("City", "城市")


def test_what_is_given_is_checked() -> None:
    assert checked_attributes({"city": "Shanghai"}, [CITY]) == {"city": "上海"}
    with pytest.raises(AttributeUnknown):
        checked_attributes({"grade": "P6"}, [CITY])
    with pytest.raises(AttributeValueUnknown):
        checked_attributes({"city": "Mars"}, [CITY])


def test_what_is_held_but_no_longer_known_counts_for_nothing() -> None:
    assert held_attributes({"city": "沪", "grade": "P6"}, [CITY]) == {"city": "上海"}
    assert held_attributes({"city": ["上海"]}, [CITY]) == {}


@pytest.mark.django_db
def test_each_tenant_has_its_own(anna: Person, cleo: Person) -> None:
    with tenant_scope(anna.tenant.id):
        save_attribute(name="city", label="城市", values=[["上海"]], by=anna.principal)
    with tenant_scope(cleo.tenant.id):
        assert attributes() == ()
