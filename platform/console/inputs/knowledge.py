"""Forms about bases and documents."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form
from console.outputs.words import LANGUAGES, SENSITIVITIES, SENSITIVITY_MEANS
from tenants.types import GroupInfo


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class BaseForm(Form):
    """A knowledge base: who may read it, and where its text may go."""

    name = forms.CharField(label=_("Name"), max_length=120)
    slug = forms.SlugField(
        label=_("Short name in addresses"), max_length=60, help_text=_("Small letters, digits and hyphens.")
    )
    sensitivity = forms.ChoiceField(label=_("Sensitivity"), widget=forms.RadioSelect, initial="internal")
    language = forms.ChoiceField(label=_("Main language"), choices=list(LANGUAGES.items()))
    groups = forms.MultipleChoiceField(
        label=_("Open to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: every member may read it."),
    )

    def __init__(self, *args: Any, groups: tuple[GroupInfo, ...], new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        means = [(name, f"{word} – {SENSITIVITY_MEANS[name]}") for name, word in SENSITIVITIES.items()]
        self.offer("sensitivity", means)
        self.offer("groups", [(str(group.id), group.name) for group in groups])
        if not groups:
            del self.fields["groups"]
        if not new:
            del self.fields["slug"]

    def values(self) -> dict[str, Any]:
        """The arguments of the services."""
        data = dict(self.cleaned_data)
        if "groups" in data:
            data["groups"] = [UUID(each) for each in data["groups"]]
        if "slug" in data:
            data["slug"] = data["slug"].lower()
        return data


class ValidityForm(Form):
    """From which day until which day a version is in force, both included."""

    valid_from = forms.DateField(
        label=_("In force from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_until = forms.DateField(
        label=_("In force until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def window(self) -> tuple[datetime | None, datetime | None]:
        """The first moment, and the first one that is no longer in it."""
        first, last = self.cleaned_data["valid_from"], self.cleaned_data["valid_until"]
        return _midnight(first), _midnight(last + timedelta(days=1)) if last else None


class VersionForm(ValidityForm):
    file = forms.FileField(label=_("File"), allow_empty_file=True)
    field_order = ("file", "valid_from", "valid_until")


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def days_of(valid_from: datetime | None, valid_until: datetime | None) -> dict[str, date | None]:
    """A window as the form shows it."""
    last = timezone.localtime(valid_until - timedelta(seconds=1)).date() if valid_until else None
    return {"valid_from": timezone.localtime(valid_from).date() if valid_from else None, "valid_until": last}
