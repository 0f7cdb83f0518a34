"""Forms about who answers for a document, and about documents that overlap."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form
from console.inputs.knowledge import audience_lines
from tenants.types import MemberInfo


class CareForm(Form):
    """Who answers for a document, and when it is looked at again."""

    owner = forms.ChoiceField(label=_("Owner"), required=False)
    review_on = forms.DateField(
        label=_("Next review"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The owner is reminded two weeks before, on the day, and then every week."),
    )

    def __init__(self, *args: Any, members: Iterable[MemberInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", [("", _("Nobody")), *((str(each.id), each.name) for each in members)])

    def values(self) -> tuple[UUID | None, date | None]:
        data = self.cleaned_data
        return UUID(data["owner"]) if data["owner"] else None, data["review_on"]


class SupersedeForm(Form):
    """Which side of an overlap no longer holds, and how much of it goes."""

    outdated = forms.ChoiceField(choices=[("first", ""), ("second", "")])
    reach = forms.ChoiceField(choices=[("passage", ""), ("document", "")])


class ScopeForm(Form):
    """To whom each side of an overlap applies."""

    first = forms.CharField(required=False, max_length=2000)
    second = forms.CharField(required=False, max_length=2000)

    def clean_first(self) -> dict[str, list[str]]:
        return audience_lines(self.cleaned_data["first"])

    def clean_second(self) -> dict[str, list[str]]:
        return audience_lines(self.cleaned_data["second"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data["first"] or data["second"]):
            raise forms.ValidationError(_("Say to whom at least one of the two applies."))
        return data
