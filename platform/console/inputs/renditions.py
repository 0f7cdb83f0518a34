"""What a member has made of a document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from console.inputs.base import Form

KINDS = [("summary", _("Summary")), ("translation", _("Translation"))]
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]


class RenditionForm(Form):
    """A summary or a translation, and its language."""

    kind = forms.ChoiceField(label=_("Make a"), choices=KINDS)
    language = forms.ChoiceField(label=_("In"), choices=LANGUAGES)
