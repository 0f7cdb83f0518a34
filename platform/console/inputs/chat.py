"""A question as the console's page sends it."""

from uuid import UUID

from django import forms

from console.inputs.base import Form

LONGEST_QUESTION = 8000


class AskForm(Form):
    """`key` makes a repeated send the same turn; `conversation` is empty for a new one."""

    bot = forms.SlugField()
    question = forms.CharField(max_length=LONGEST_QUESTION)
    conversation = forms.UUIDField(required=False)
    key = forms.CharField(max_length=64, required=False)
    test = forms.BooleanField(required=False)

    def conversation_id(self) -> UUID | None:
        found: UUID | None = self.cleaned_data["conversation"]
        return found
