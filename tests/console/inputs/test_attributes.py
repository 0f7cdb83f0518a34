"""Forms about attributes take what they offer and nothing else."""

from console.inputs.attributes import AttributeForm, AudienceForm, KnownForm
from tenants.types import AttributeInfo

CITY = AttributeInfo(name="city", label="城市", label_en="City", values=(("上海",), ("北京",)), may_ask=True)
EMPTY = AttributeInfo(name="grade", label="职级", label_en="Grade", values=(), may_ask=True)


def test_values_are_read_line_by_line_with_either_comma() -> None:
    form = AttributeForm({"name": "city", "label": "城市", "values": "上海，沪、Shanghai\n\n北京,"})
    assert form.is_valid()
    assert form.values_given()["values"] == [["上海", "沪", "Shanghai"], ["北京"]]


def test_the_name_of_one_that_is_there_is_not_asked_again() -> None:
    assert "name" not in AttributeForm(held=CITY).fields


def test_what_is_known_is_one_of_the_values_or_nothing() -> None:
    form = KnownForm({"a-city": "北京"}, attributes=[CITY, EMPTY], known={})
    assert form.is_valid()
    assert form.known() == {"city": "北京"}
    assert not KnownForm({"a-city": "Mars"}, attributes=[CITY], known={}).is_valid()


def test_an_audience_is_what_is_ticked() -> None:
    form = AudienceForm({"a-city": ["上海"]}, attributes=[CITY, EMPTY], audience={})
    assert form.is_valid()
    assert form.audience() == {"city": ["上海"]}
    assert list(form.fields) == ["a-city"]
