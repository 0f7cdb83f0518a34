"""Forms about attributes of people: the attributes themselves, what is known of a member, and to whom a text applies."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form, lines
from knowledge.types import Audience
from tenants.types import AttributeInfo

PREFIX = "a-"
"""Before the name of an attribute, so that a field of the form itself can't be taken for one."""


class AttributeForm(Form):
    """An attribute with its values, one a line with its other names."""

    name = forms.SlugField(
        label=_("Name"),
        max_length=40,
        help_text=_("Small letters, as it stands in signed data and in the API, such as city. It stays as it is."),
    )
    label = forms.CharField(label=_("Label in Chinese"), max_length=60)
    label_en = forms.CharField(label=_("Label in English"), max_length=60, required=False)
    values = forms.CharField(
        label=_("Values"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("One value a line; after it, separated by commas, its other names and translations."),
    )
    may_ask = forms.BooleanField(
        label=_("A bot may ask for it"),
        required=False,
        initial=True,
        help_text=_("Only when the answer depends on it and nobody has said it, with one short question."),
    )

    def __init__(self, *args: Any, held: AttributeInfo | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_filled(held) if held else None, **kwargs)
        if held:
            del self.fields["name"]

    def values_given(self) -> dict[str, Any]:
        """The arguments of `save_attribute`, without the name of one that is there."""
        data = self.cleaned_data
        names = [[each.strip() for each in re.split("[,，、;；]", line)] for line in lines(data["values"])]
        return data | {"values": [[name for name in line if name] for line in names]}


def _filled(held: AttributeInfo) -> dict[str, Any]:
    values = "\n".join(", ".join(names) for names in held.values)
    return {"label": held.label, "label_en": held.label_en, "values": values, "may_ask": held.may_ask}


class KnownForm(Form):
    """What is known of a member."""

    def __init__(
        self, *args: Any, attributes: Iterable[AttributeInfo], known: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        for each in attributes:
            if each.values:
                self.fields[PREFIX + each.name] = forms.ChoiceField(
                    label=each.label_in(language),
                    required=False,
                    choices=[("", "–"), *_choices(each, language)],
                    initial=known.get(each.name, ""),
                )

    def known(self) -> dict[str, str]:
        return {name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if value}


class AudienceForm(Form):
    """To whom a document or one of its sections applies: values that are ticked; none of an attribute: it does not matter."""

    def __init__(self, *args: Any, attributes: Iterable[AttributeInfo], audience: Audience, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        for each in attributes:
            if each.values:
                self.fields[PREFIX + each.name] = forms.MultipleChoiceField(
                    label=each.label_in(language),
                    required=False,
                    choices=_choices(each, language),
                    initial=list(audience.get(each.name, ())),
                    widget=forms.CheckboxSelectMultiple,
                )

    def audience(self) -> dict[str, list[str]]:
        given = {name.removeprefix(PREFIX): values for name, values in self.cleaned_data.items()}
        return {name: values for name, values in given.items() if values}


def _choices(attribute: AttributeInfo, language: str) -> list[tuple[str, str]]:
    return [(names[0], attribute.shown(names[0], language)) for names in attribute.values]
