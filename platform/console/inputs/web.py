"""The form that adds web pages to a base."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form, lines
from console.outputs.words import WEB_KINDS, WEB_PERIODS


class WebSourceForm(Form):
    """Addresses, one a line, or the address of a sitemap."""

    kind = forms.ChoiceField(
        label=_("What the address is"), choices=list(WEB_KINDS.items()), widget=forms.RadioSelect, initial="list"
    )
    addresses = forms.CharField(
        label=_("Addresses"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line, up to 200; of a sitemap the one address, up to 500 of its pages are read."),
    )
    every = forms.ChoiceField(label=_("Read again"), choices=list(WEB_PERIODS.items()), initial="weekly")

    def values(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"addresses": lines(self.cleaned_data["addresses"])}


class WebScheduleForm(Form):
    """How often pages are read again."""

    every = forms.ChoiceField(label=_("Read again"), choices=list(WEB_PERIODS.items()))
