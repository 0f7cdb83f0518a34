"""What callers send about question-and-answer pairs."""

from typing import Any

from rest_framework import serializers

from rest.inputs.resources import Strict

STATES = ("draft", "approved")


class PairInput(Strict):
    """`seen` is the version that was changed, when a pair is saved; `state` counts when one is made."""

    questions = serializers.ListField(child=serializers.CharField(max_length=400), min_length=1, max_length=50)
    answer = serializers.CharField(max_length=20_000)
    state = serializers.ChoiceField(choices=STATES, required=False)
    tags = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    audience = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)
    valid_from = serializers.DateTimeField(required=False, allow_null=True)
    valid_until = serializers.DateTimeField(required=False, allow_null=True)
    seen = serializers.IntegerField(required=False)

    def fields_given(self) -> dict[str, Any]:
        """What the services take; the window only where the caller names one of its ends."""
        held = dict(self.validated_data)
        window = (held.pop("valid_from", None), held.pop("valid_until", None))
        named = {"valid_from", "valid_until"} & set(self.validated_data)
        return held | ({"validity": window} if named else {})


class ApproveInput(Strict):
    seen = serializers.IntegerField(required=False)


class SheetInput(Strict):
    file = serializers.FileField(allow_empty_file=True)


class TakeInInput(Strict):
    on_known = serializers.ChoiceField(choices=("keep", "replace"), default="keep")
    state = serializers.ChoiceField(choices=STATES, default="approved")
