"""Every form of the console: its errors stand where they belong."""

from django import forms

from console.inputs.base import Form, lines
from kit.errors import Conflict, Invalid


class Small(Form):
    name = forms.CharField()


def test_a_services_error_stands_beside_its_field() -> None:
    form = Small({"name": "x"})
    assert form.is_valid()
    form.refuse(Invalid(field="name"))
    assert "name" in form.errors


def test_an_error_about_no_field_stands_above_the_form() -> None:
    form = Small({"name": "x"})
    form.is_valid()
    form.refuse(Conflict(field="elsewhere"))
    assert form.non_field_errors()


def test_reasons_are_told_one_by_one() -> None:
    form = Small({"name": "x"})
    form.is_valid()
    form.refuse(Invalid(field="name", reasons=["Too short.", "Too plain."]))
    assert form.errors["name"] == ["Too short.", "Too plain."]


def test_labels_have_no_colon_and_optional_fields_say_so() -> None:
    assert ":</label>" not in Small().as_p()


def test_empty_lines_do_not_count() -> None:
    assert lines(" one \n\n  \ntwo") == ("one", "two")
