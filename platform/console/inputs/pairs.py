"""Forms about question-and-answer pairs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form, lines
from console.inputs.knowledge import ValidityForm, audience_lines, days_of, parted
from knowledge.types import PairInfo


class PairForm(ValidityForm):
    """One answer and the ways to ask for it."""

    questions = forms.CharField(
        label=_("Questions"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One phrasing a line; the first one names the pair."),
    )
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 8}))
    tags = forms.CharField(label=_("Tags"), required=False, max_length=2000, help_text=_("Separated by commas."))
    audience = forms.CharField(
        label=_("Applies to"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One attribute a line, as “city: Shanghai, Beijing”. Empty: to everybody."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("questions", "answer", "tags", "audience", "valid_from", "valid_until", "seen")

    def clean_audience(self) -> dict[str, list[str]]:
        return audience_lines(self.cleaned_data["audience"])

    def values(self) -> dict[str, Any]:
        """The arguments of the services that a new and a saved pair share."""
        data = self.cleaned_data
        return {
            "questions": lines(data["questions"]),
            "answer": data["answer"],
            "tags": parted(data["tags"]),
            "audience": data["audience"],
            "validity": self.window(),
        }

    @staticmethod
    def initial_of(pair: PairInfo) -> dict[str, Any]:
        """The pair as the form shows it."""
        audience = "\n".join(f"{name}: {', '.join(values)}" for name, values in pair.audience.items())
        said = {"questions": "\n".join(pair.questions), "answer": pair.answer, "tags": ", ".join(pair.tags)}
        return said | days_of(pair.valid_from, pair.valid_until) | {"audience": audience, "seen": pair.version}


class SheetForm(Form):
    """A sheet of pairs, which is looked at before it is taken in."""

    file = forms.FileField(
        label=_("XLSX or CSV file"),
        help_text=_("A header row names the columns: question, answer, phrasings, tags, valid until."),
    )


class TakeInForm(Form):
    """What becomes of a sheet that was looked at."""

    on_known = forms.ChoiceField(
        label=_("Questions that are answered already"),
        choices=[("keep", _("Keep the answers of this base")), ("replace", _("Replace them by those of the sheet"))],
        widget=forms.RadioSelect,
        initial="keep",
    )
    state = forms.ChoiceField(
        label=_("New pairs"),
        choices=[("approved", _("Answer as soon as they are indexed")), ("draft", _("Wait as drafts for approval"))],
        widget=forms.RadioSelect,
        initial="approved",
    )


class ThresholdForm(Form):
    """From which likeness on a pair's answer is given as it stands."""

    threshold = forms.FloatField(
        label=_("Threshold"),
        min_value=0.5,
        max_value=1.01,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        help_text=_("0.5 to 1; 1.01 turns direct answers off."),
    )


class TrialForm(Form):
    """A sheet of questions to try."""

    trials = forms.FileField(
        label=_("Sheet of questions"),
        help_text=_("XLSX or CSV with the columns question and expected: a phrasing of the right pair, or “none”."),
    )
