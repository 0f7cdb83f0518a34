"""What callers say about answers, and which figures they ask for."""

from rest_framework import serializers

from desk.types import REASONS, VERDICTS
from rest.inputs.resources import Strict

STATES = ("counted", "open", "waiting", "answered", "refuse", "off_topic")


class RatingInput(Strict):
    """`user` names whose answer it is. A reason belongs to a bad rating."""

    verdict = serializers.ChoiceField(choices=VERDICTS)
    reason = serializers.ChoiceField(choices=["", *REASONS], default="")
    comment = serializers.CharField(max_length=2000, default="", allow_blank=True)
    user = serializers.CharField(max_length=200, default="", allow_blank=True)


class ClustersInput(serializers.Serializer):
    """Without a state: what waits for an editor."""

    state = serializers.ChoiceField(choices=["", *STATES], default="")
    bot = serializers.CharField(max_length=60, default="", allow_blank=True)


class FiguresInput(serializers.Serializer):
    days = serializers.IntegerField(min_value=1, max_value=365, default=30)
    step = serializers.ChoiceField(choices=("day", "week"), default="day")
    bot = serializers.CharField(max_length=60, default="", allow_blank=True)
