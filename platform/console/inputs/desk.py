"""What people say about answers, and what editors write for questions."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form, lines
from console.outputs.words import RATING_REASONS
from desk.types import REASONS, VERDICTS

LONGEST_COMMENT = 2000
LONGEST_ANSWER = 4000


class RatingForm(Form):
    """Good or bad, with a reason for bad; an operator may say what the answer should have been."""

    verdict = forms.ChoiceField(choices=[(each, each) for each in VERDICTS])
    reason = forms.ChoiceField(required=False, choices=[("", ""), *((each, each) for each in REASONS)])
    comment = forms.CharField(required=False, max_length=LONGEST_COMMENT)


class CorrectionForm(Form):
    """An operator's word on somebody else's answer."""

    verdict = forms.ChoiceField(
        label=_("This answer is"),
        choices=[("bad", _("Not good")), ("good", _("Good"))],
        widget=forms.RadioSelect,
        initial="bad",
    )
    reason = forms.ChoiceField(
        label=_("Why"), required=False, choices=[("", "–"), *((each, RATING_REASONS[each]) for each in REASONS)]
    )
    correction = forms.CharField(
        label=_("What it should have said"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DraftForm(Form):
    """An answer that an editor stands for. `source` is the id of the passage behind it."""

    questions = forms.CharField(
        label=_("Questions"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, as people ask; without anything that tells who asked."),
    )
    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 7})
    )
    base = forms.ChoiceField(label=_("Knowledge base"))
    source = forms.ChoiceField(label=_("Rests on"), required=False)
    origin = forms.ChoiceField(
        required=False,
        choices=[("person", ""), ("model", ""), ("passage", "")],
        widget=forms.HiddenInput,
        initial="person",
    )

    def asked(self) -> tuple[str, ...]:
        return lines(self.cleaned_data["questions"])

    def base_id(self) -> UUID:
        return UUID(self.cleaned_data["base"])


class RefusalForm(Form):
    """The question of a case that has to be refused, in words that the editor chose."""

    question = forms.CharField(label=_("Question"), max_length=2000)


class PeriodForm(Form):
    """Which figures: a bot, a number of days, days or weeks."""

    bot = forms.SlugField(required=False)
    days = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(each, each) for each in (7, 30, 90, 365)]
    )
    step = forms.ChoiceField(required=False, choices=[("day", ""), ("week", "")])
