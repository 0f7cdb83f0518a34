"""The one-page editor of a bot."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.types import BotSettings
from console.inputs.base import Form, lines
from console.outputs.words import AUDIENCES, TONES

Choices = list[tuple[str, str]]

SECTIONS = (
    ("who", _("Who it is"), ("name", "slug", "audience", "purpose", "greeting", "suggested_questions")),
    ("how", _("How it speaks"), ("tone", "instructions", "contact")),
    ("what", _("What it knows"), ("base_ids", "passages", "threshold")),
    ("rules", _("Model and rules"), ("route_id", "policy_id")),
)
"""The parts of the editor, in order."""


class BotForm(Form):
    """All settings that have versions. `slug` is only asked for once, when the bot is made."""

    name = forms.CharField(label=_("Name"), max_length=60)
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=50,
        help_text=_(
            "Letters, digits and hyphens. Other systems use it as the model's name; it cannot be changed later."
        ),
    )
    audience = forms.ChoiceField(
        label=_("Audience"), choices=list(AUDIENCES.items()), widget=forms.RadioSelect, initial="staff"
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two sentences. The model reads them, and so does the public page about the AI."),
    )
    greeting = forms.CharField(
        label=_("Greeting"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    suggested_questions = forms.CharField(
        label=_("Suggested questions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, eight at most."),
    )
    tone = forms.ChoiceField(label=_("Tone"), choices=list(TONES.items()), widget=forms.RadioSelect, initial="formal")
    instructions = forms.CharField(
        label=_("Own instructions"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("They are added to the platform's own rules and cannot switch those off."),
    )
    contact = forms.CharField(
        label=_("Whom to ask otherwise"),
        max_length=200,
        required=False,
        help_text=_("Shown when the documents do not say, such as: HR service, extension 8001."),
    )
    base_ids = forms.MultipleChoiceField(
        label=_("Knowledge bases"), required=False, widget=forms.CheckboxSelectMultiple
    )
    passages = forms.IntegerField(label=_("Passages per question"), min_value=1, max_value=12, initial=6)
    threshold = forms.FloatField(
        label=_("Least relevance"),
        min_value=0,
        max_value=1,
        initial=0,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        help_text=_("From 0 to 1. Below it the answer is that the material does not say."),
    )
    route_id = forms.ChoiceField(label=_("Model route"), required=False)
    policy_id = forms.ChoiceField(label=_("Moderation policy"), required=False)
    note = forms.CharField(
        label=_("What changed"), max_length=200, required=False, help_text=_("For the list of versions.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, bases: Choices, routes: Choices, policies: Choices, new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("base_ids", bases)
        self.offer("route_id", [("", _("The tenant's default")), *routes])
        self.offer("policy_id", [("", _("The tenant's default")), *policies])
        if not new:
            del self.fields["slug"]

    def sections(self) -> list[tuple[str, Any, list[Any]]]:
        """The fields in the order of the editor."""
        return [(key, title, [self[name] for name in names if name in self.fields]) for key, title, names in SECTIONS]

    def settings(self) -> BotSettings:
        """The checked values as a bot keeps them."""
        data = self.cleaned_data
        plain = ("name", "audience", "purpose", "greeting", "tone", "instructions", "contact", "passages", "threshold")
        return BotSettings(
            **{name: data[name] for name in plain},
            suggested_questions=lines(data["suggested_questions"]),
            base_ids=tuple(UUID(each) for each in data["base_ids"]),
            route_id=UUID(data["route_id"]) if data["route_id"] else None,
            policy_id=UUID(data["policy_id"]) if data["policy_id"] else None,
        )


def initial_of(settings: BotSettings) -> dict[str, Any]:
    """A bot's settings as the form shows them."""
    plain = ("name", "audience", "purpose", "greeting", "tone", "instructions", "contact", "passages", "threshold")
    return {name: getattr(settings, name) for name in plain} | {
        "suggested_questions": "\n".join(settings.suggested_questions),
        "base_ids": [str(each) for each in settings.base_ids],
        "route_id": str(settings.route_id or ""),
        "policy_id": str(settings.policy_id or ""),
    }
