"""What a member has made of a document."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form
from knowledge.types import DocumentInfo

KINDS = [("summary", _("Summary")), ("translation", _("Translation")), ("comparison", _("Comparison"))]
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]


class RenditionForm(Form):
    """A summary or a translation and its language, or a comparison with another document."""

    kind = forms.ChoiceField(label=_("Make a"), choices=KINDS)
    language = forms.ChoiceField(label=_("In"), choices=LANGUAGES)
    other = forms.ChoiceField(
        label=_("Compared with"), required=False, help_text=_("For a comparison: another document of this base.")
    )

    def __init__(self, *args: Any, others: Iterable[DocumentInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("other", [("", "–"), *((str(each.id), each.name) for each in others)])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == "comparison" and not data.get("other"):
            self.add_error("other", _("Choose the document to compare with."))
        return data
