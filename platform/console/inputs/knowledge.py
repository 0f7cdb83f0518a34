"""Forms about bases and documents."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form, lines
from console.outputs.words import LANGUAGES, SENSITIVITIES, SENSITIVITY_MEANS
from knowledge.types import DocumentInfo
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


class ReachForm(Form):
    """Whom a document is for."""

    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=2000, help_text=_("Separated by commas. Searches can ask for them.")
    )
    groups = forms.MultipleChoiceField(
        label=_("Readers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: whoever may read the base."),
    )

    def __init__(self, *args: Any, groups: tuple[GroupInfo, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("groups", [(str(group.id), group.name) for group in groups])
        if not groups:
            del self.fields["groups"]

    @staticmethod
    def initial_of(document: DocumentInfo) -> dict[str, Any]:
        """The document's reach as the form shows it."""
        return {"tags": ", ".join(document.tags), "groups": list(map(str, document.groups))}

    def values(self) -> tuple[list[str], list[UUID]]:
        """Tags and groups."""
        data = self.cleaned_data
        return parted(data["tags"]), [UUID(each) for each in data.get("groups", ())]


def audience_lines(text: str) -> dict[str, list[str]]:
    """Attribute to allowed values; a line without a colon, or without values, is refused."""
    held: dict[str, list[str]] = {}
    for line in lines(text):
        name, colon, said = line.replace("：", ":").partition(":")
        values = parted(said)
        if not (colon and name.strip() and values):
            raise forms.ValidationError(_("This line names no attribute with values: %(line)s"), params={"line": line})
        held.setdefault(name.strip(), []).extend(values)
    return held


class GlossaryForm(Form):
    """A word of the tenant's own."""

    term = forms.CharField(label=_("Word"), max_length=60)
    words = forms.CharField(
        label=_("Means the same"), required=False, max_length=1300, help_text=_("Separated by commas.")
    )
    meaning = forms.CharField(
        label=_("Meaning"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def values(self) -> dict[str, Any]:
        """The arguments of the service."""
        data = self.cleaned_data
        return {"term": data["term"], "words": parted(data["words"]), "meaning": data["meaning"]}


def parted(text: str) -> list[str]:
    """What stands between commas, Chinese ones too."""
    return [part.strip() for part in re.split("[,，、;；]", text) if part.strip()]


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
