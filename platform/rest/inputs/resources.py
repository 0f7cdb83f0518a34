"""What callers of `/api/v1` send."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from chat.types import BotSettings
from gateway.types import Params
from knowledge.types import Filters

SENSITIVITIES = ("public", "internal", "confidential")


class Strict(serializers.Serializer):
    """A field that is not known is an error: a typing error must not pass in silence."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if hasattr(data, "keys") else set()
        if unknown:
            raise serializers.ValidationError({name: [_("This field is not known.")] for name in sorted(unknown)})
        return super().to_internal_value(data)


class PageInput(serializers.Serializer):
    """Which part of a list is asked for. Other parameters of the query are not its matter."""

    cursor = serializers.CharField(max_length=200, default="", allow_blank=True)
    limit = serializers.IntegerField(min_value=1, max_value=100, default=100)


class GrantInput(Strict):
    """Agreement to a notice that the person was shown; `locale` is the language of the page that showed it."""

    notice_id = serializers.UUIDField()
    locale = serializers.CharField(max_length=20, required=False, default="")


class BaseInput(Strict):
    slug = serializers.SlugField(max_length=60)
    name = serializers.CharField(max_length=120)
    sensitivity = serializers.ChoiceField(choices=SENSITIVITIES, default="internal")
    language = serializers.CharField(max_length=10, default="zh-hans")
    groups = serializers.ListField(child=serializers.UUIDField(), default=list)


class BaseChange(Strict):
    name = serializers.CharField(max_length=120, required=False)
    sensitivity = serializers.ChoiceField(choices=SENSITIVITIES, required=False)
    language = serializers.CharField(max_length=10, required=False)
    groups = serializers.ListField(child=serializers.UUIDField(), required=False)


class DocumentChange(Strict):
    """Whom a document is for, and who answers for it: what is given replaces what was there."""

    owner = serializers.UUIDField(required=False, allow_null=True)
    review_on = serializers.DateField(required=False, allow_null=True)

    tags = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    groups = serializers.ListField(child=serializers.UUIDField(), required=False)
    audience = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=60)), required=False
    )


class UploadInput(Strict):
    """A file that the base holds already is 409 `same_file`, unless `keep_both` says that it is wanted again."""

    file = serializers.FileField(allow_empty_file=True)
    name = serializers.CharField(max_length=255, required=False)
    keep_both = serializers.BooleanField(default=False)


class ValidityInput(Strict):
    valid_from = serializers.DateTimeField(allow_null=True, required=False)
    valid_until = serializers.DateTimeField(allow_null=True, required=False)


class DecisionInput(Strict):
    decision = serializers.ChoiceField(choices=("keep", "supersede", "scope"))
    outdated = serializers.ChoiceField(choices=("first", "second"), required=False)
    reach = serializers.ChoiceField(choices=("passage", "document"), required=False)
    first = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=60)), required=False
    )
    second = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=60)), required=False
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        """Each decision has its own fields, and only those."""
        of: dict[str, set[str]] = {"keep": set(), "supersede": {"outdated", "reach"}, "scope": {"first", "second"}}
        fields = of[data["decision"]]
        given = data.keys() - {"decision"}
        missing = fields - given if data["decision"] == "supersede" else not given and bool(fields)
        if missing or given - fields:
            raise serializers.ValidationError({"decision": [_("This decision needs other fields.")]})
        return data


class ArchiveInput(Strict):
    file = serializers.FileField(allow_empty_file=True)


class WebSourceInput(Strict):
    """A `list` of addresses, or the one address of a `sitemap`."""

    kind = serializers.ChoiceField(choices=("list", "sitemap"))
    addresses = serializers.ListField(child=serializers.CharField(max_length=2000), min_length=1, max_length=200)
    every = serializers.ChoiceField(choices=("off", "daily", "weekly"), default="weekly")


class WebSourceChange(Strict):
    every = serializers.ChoiceField(choices=("off", "daily", "weekly"))


class FiltersInput(Strict):
    """What narrows a search. `attributes`: what is known of the person for whom is searched."""

    tags = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    languages = serializers.ListField(child=serializers.CharField(max_length=8), required=False)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False)
    attributes = serializers.DictField(child=serializers.CharField(max_length=60), required=False)

    @staticmethod
    def filters(held: Mapping[str, Any]) -> Filters:
        """The value of validated data."""
        sets = {name: frozenset(held.get(name, ())) for name in ("tags", "languages")}
        return Filters(**{**held, **sets})


class SearchInput(Strict):
    question = serializers.CharField(max_length=4000)
    bases = serializers.ListField(child=serializers.UUIDField(), required=False)
    limit = serializers.IntegerField(min_value=1, max_value=50, default=6)
    filters = FiltersInput(required=False)


class BotFields(Strict):
    name = serializers.CharField(max_length=60)
    audience = serializers.ChoiceField(choices=("staff", "customers"), default="staff")
    greeting = serializers.CharField(max_length=500, allow_blank=True, default="")
    purpose = serializers.CharField(max_length=500, allow_blank=True, default="")
    suggested_questions = serializers.ListField(child=serializers.CharField(max_length=200), default=list)
    tone = serializers.ChoiceField(choices=("formal", "warm", "brief"), default="formal")
    instructions = serializers.CharField(max_length=4000, allow_blank=True, default="")
    base_ids = serializers.ListField(child=serializers.UUIDField(), default=list)
    threshold = serializers.FloatField(min_value=0, max_value=1, default=0.0)
    passages = serializers.IntegerField(min_value=1, max_value=12, default=6)
    contact = serializers.CharField(max_length=200, allow_blank=True, default="")
    route_id = serializers.UUIDField(allow_null=True, default=None)
    policy_id = serializers.UUIDField(allow_null=True, default=None)

    def settings(self) -> BotSettings:
        held = dict(self.validated_data)
        for name in ("suggested_questions", "base_ids"):
            held[name] = tuple(held[name])
        return BotSettings(**held)


class BotInput(Strict):
    slug = serializers.SlugField(max_length=60)
    settings = BotFields()


class BotChange(Strict):
    settings = BotFields()
    expected_version = serializers.IntegerField(min_value=1, required=False)
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class BotSwitches(Strict):
    published = serializers.BooleanField(required=False)
    paused = serializers.BooleanField(required=False)
    restore_version = serializers.IntegerField(min_value=1, required=False)


class TurnInput(Strict):
    """One question. `user` names whose data it is, `attributes` what the caller knows of him and vouches for; `stream` asks
    for server-sent events."""

    bot = serializers.SlugField(max_length=60)
    question = serializers.CharField(max_length=200_000, trim_whitespace=False)
    user = serializers.CharField(max_length=200, required=False)
    conversation_id = serializers.UUIDField(required=False)
    attributes = serializers.DictField(child=serializers.CharField(max_length=60, allow_blank=True), required=False)
    language = serializers.ChoiceField(choices=("zh-hans", "en"), required=False)
    stream = serializers.BooleanField(default=False)
    temperature = serializers.FloatField(min_value=0, max_value=2, required=False)
    max_tokens = serializers.IntegerField(min_value=1, max_value=32_768, required=False)

    def params(self) -> Params:
        held = self.validated_data
        return Params(temperature=held.get("temperature"), max_tokens=held.get("max_tokens"))
