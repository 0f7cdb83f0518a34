"""To whom a text applies."""

import pytest

from kit.errors import Invalid
from knowledge.audiences import audience_of, narrowed


def test_a_section_narrows_what_its_document_says() -> None:
    document = {"city": ["上海", "北京"], "grade": ["P5"]}
    assert narrowed(document, {"city": ["北京", "广州"], "contract": ["fixed"]}) == {
        "city": ("北京",),
        "grade": ("P5",),
        "contract": ("fixed",),
    }


def test_values_are_compared_without_regard_to_case() -> None:
    assert narrowed({"model": ["x1"]}, {"model": ["X1"]}) == {"model": ("X1",)}


@pytest.mark.parametrize("given", [{"": ["a"]}, {"city": []}, {"city": [" "]}, {"city": ["x" * 61]}])
def test_an_audience_without_name_or_value_is_refused(given: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid):
        audience_of(given)


def test_an_audience_has_a_bound() -> None:
    with pytest.raises(Invalid):
        audience_of({f"a{n}": ["x"] for n in range(21)})
