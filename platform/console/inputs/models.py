"""Forms about models: a card, a route, and the period of the usage page."""

from typing import Any, get_args
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form
from console.outputs.words import CALL_PURPOSES, LOCATIONS, SENSITIVITIES
from gateway.services.models import ModelFields
from gateway.types import Card, Purpose, RouteStep, Sensitivity
from gateway.vendors import VENDORS

STEPS = 4


class ModelForm(Form):
    """Where a model is served and what is known of it. An empty field takes the vendor's usual value."""

    vendor = forms.ChoiceField(label=_("Vendor"))
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As it is shown here and in the evidence."))
    key = forms.CharField(
        label=_("Key"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept encrypted and never shown again. Empty: the one that is there stays."),
    )
    base_url = forms.CharField(
        label=_("Address"), max_length=300, required=False, help_text=_("Such as http://10.0.0.5:8000/v1")
    )
    model = forms.CharField(label=_("Model name at the vendor"), max_length=120, required=False)
    location = forms.ChoiceField(label=_("Where the data goes"), required=False)
    context_tokens = forms.IntegerField(label=_("Context (tokens)"), min_value=512, initial=8192)
    filing_number = forms.CharField(label=_("Filing number"), max_length=80, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=80, required=False)
    data_location = forms.CharField(label=_("Place of the servers"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(name, vendor.label) for name, vendor in VENDORS.items() if name != "scripted"]
        self.offer("vendor", shown)
        places = [(name, word) for name, word in LOCATIONS.items() if name in ("private", "hosted")]
        self.offer("location", [("", _("As is usual for the vendor")), *places])

    def values(self) -> ModelFields:
        data = self.cleaned_data
        plain = ("vendor", "name", "base_url", "model", "context_tokens", "filing_number", "licence", "data_location")
        return ModelFields(
            **{name: data[name] for name in plain}, key=data["key"] or None, location=data["location"] or None
        )


class RouteForm(Form):
    """Up to four models in order, each for some purposes and sensitivities."""

    name = forms.CharField(label=_("Name"), max_length=80)
    default = forms.BooleanField(label=_("The tenant's default"), required=False)

    def __init__(self, *args: Any, cards: tuple[Card, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((str(card.id), card.name) for card in cards)]
        for number in range(STEPS):
            for name, field in _step_fields(number, choices).items():
                self.fields[f"{name}-{number}"] = field

    def steps_shown(self) -> list[list[Any]]:
        return [[self[f"{name}-{number}"] for name in _step_fields(number, [])] for number in range(STEPS)]

    def steps(self) -> list[RouteStep]:
        """The steps that name a model, in order."""
        data = self.cleaned_data
        return [
            RouteStep(
                card_id=UUID(data[f"card-{number}"]),
                purposes=frozenset(data[f"purposes-{number}"]),
                sensitivities=frozenset(data[f"sensitivities-{number}"]),
                as_fallback=data[f"fallback-{number}"],
            )
            for number in range(STEPS)
            if data[f"card-{number}"]
        ]


def _step_fields(number: int, cards: list[tuple[str, str]]) -> dict[str, forms.Field]:
    ticks = forms.CheckboxSelectMultiple
    purposes = [(name, CALL_PURPOSES[name]) for name in get_args(Purpose) if name != "probe"]
    levels = [(name, SENSITIVITIES[name]) for name in get_args(Sensitivity)]
    return {
        "card": forms.ChoiceField(label=_("Model"), choices=cards, required=number == 0),
        "purposes": forms.MultipleChoiceField(
            label=_("For (nothing ticked: everything)"), choices=purposes, required=False, widget=ticks
        ),
        "sensitivities": forms.MultipleChoiceField(
            label=_("For text that is (nothing ticked: any)"), choices=levels, required=False, widget=ticks
        ),
        "fallback": forms.BooleanField(
            label=_("Also takes over when an earlier one fails"), required=False, initial=True
        ),
    }


def steps_initial(steps: tuple[RouteStep, ...]) -> dict[str, Any]:
    """A route's steps as the form shows them."""
    shown: dict[str, Any] = {}
    for number, step in enumerate(steps[:STEPS]):
        shown |= {
            f"card-{number}": str(step.card_id),
            f"purposes-{number}": sorted(step.purposes),
            f"sensitivities-{number}": sorted(step.sensitivities),
            f"fallback-{number}": step.as_fallback,
        }
    return shown
