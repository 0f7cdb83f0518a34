"""Filters of the audit log, notices, terms, policies, and the reason for looking behind a pseudonym."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.types import Filters
from console.inputs.base import Form
from console.outputs.words import ACTIONS


class AuditForm(Form):
    """Everything stands in the address, so that a view of the log can be passed on."""

    event = forms.ChoiceField(label=_("Event"), required=False)
    actor = forms.CharField(label=_("Who (pseudonym)"), max_length=80, required=False)
    turn = forms.UUIDField(label=_("Turn"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    cursor = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("event", [("", _("All")), *((name, name) for name in names)])

    def filters(self) -> Filters:
        """What was asked for; a field that does not fit is left out, and says so beside itself."""
        data = self.cleaned_data
        since, until = data.get("since"), data.get("until")
        return Filters(
            event=data.get("event", ""),
            actor=data.get("actor", "").strip(),
            turn_id=data.get("turn"),
            since=_midnight(since) if since else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
            cursor=data.get("cursor", ""),
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It is recorded together with your name, and cannot be deleted."),
    )


class NoticeForm(Form):
    """A notice that people read before their data is processed."""

    title = forms.CharField(label=_("Title"), max_length=120)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 18}))


class EntryForm(Form):
    """A term of the tenant's own list, or a phrase that is harmless although it holds a term."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("term", _("Term to act on")), ("phrase", _("Phrase to let pass"))]
    )
    text = forms.CharField(label=_("Word"), max_length=60)
    category = forms.ChoiceField(label=_("Risk"), required=False)
    confidence = forms.FloatField(
        label=_("Confidence"), min_value=0, max_value=1, initial=1, widget=forms.NumberInput(attrs={"step": "0.1"})
    )

    def __init__(self, *args: Any, risks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("category", [("", "–"), *risks])


class TryForm(Form):
    """A text to run through a policy. It is not stored."""

    text = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    side = forms.ChoiceField(label=_("As"), choices=[("input", _("Question")), ("output", _("Answer"))])
    policy = forms.ChoiceField(label=_("Policy"), required=False)

    def __init__(self, *args: Any, policies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("policy", [("", _("The tenant's default")), *policies])

    def policy_id(self) -> UUID | None:
        chosen = self.cleaned_data["policy"]
        return UUID(chosen) if chosen else None


class PolicyForm(Form):
    """What to do about the groups of risks and about personal data, for questions and for answers.

    The document of a policy may say more than these choices; what they do not cover is kept as it was.
    """

    name = forms.CharField(label=_("Name"), max_length=80)
    default = forms.BooleanField(label=_("The tenant's default"), required=False)

    def __init__(self, *args: Any, rows: tuple[tuple[str, str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for side, code, label in rows:
            field = forms.ChoiceField(label=label, choices=[("keep", _("As it is")), *ACTIONS.items()], initial="keep")
            self.fields[_name(side, code)] = field

    def choices_of(self, side: str) -> list[Any]:
        return [self[_name(each, code)] for each, code, _label in self.rows if each == side]

    def actions(self) -> dict[tuple[str, str], str]:
        """The chosen action per side and category, where one was chosen."""
        chosen = {(side, code): self.cleaned_data[_name(side, code)] for side, code, _label in self.rows}
        return {place: action for place, action in chosen.items() if action != "keep"}


def _name(side: str, code: str) -> str:
    return f"{side}-{code}"
