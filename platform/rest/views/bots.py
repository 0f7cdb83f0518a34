"""Bots and the versions of their settings."""

from typing import Any, ClassVar, cast

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from chat import selectors, services
from rest.inputs.resources import BotChange, BotFields, BotInput, BotSwitches
from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, scoped, sliced


class Bots(Resource):
    scopes: ClassVar = {"GET": "bots.read", "POST": "bots.write"}

    @extend_schema(
        responses=outputs.listing(outputs.Bot), parameters=PAGING, summary="List the bots", operation_id="bots_list"
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        found, following = sliced(request, selectors.bots(), lambda bot: bot.slug)
        return Response(page(outputs.Bot(found, many=True).data, following))

    @extend_schema(request=BotInput, responses={201: outputs.Bot}, summary="Make a bot, closed at first")
    @scoped
    def post(self, request: KeyRequest) -> Response:
        asked = BotInput(data=request.data)
        asked.is_valid(raise_exception=True)
        fields = checked_fields(request)
        bot = services.create_bot(slug=asked.validated_data["slug"], settings=fields.settings(), by=request.user)
        return Response(outputs.Bot(bot).data, status=201)


class OneBot(Resource):
    scopes: ClassVar = {"GET": "bots.read", "PUT": "bots.write", "PATCH": "bots.write"}

    @extend_schema(responses=outputs.Bot, summary="Read a bot")
    @scoped
    def get(self, request: KeyRequest, slug: str) -> Response:
        return Response(outputs.Bot(selectors.bot(slug)).data)

    @extend_schema(request=BotChange, responses=outputs.Bot, summary="Save a new version of a bot's settings")
    @scoped
    def put(self, request: KeyRequest, slug: str) -> Response:
        asked = BotChange(data=request.data)
        asked.is_valid(raise_exception=True)
        bot = services.save_bot(
            bot_id=selectors.bot(slug).id,
            settings=checked_fields(request).settings(),
            by=request.user,
            note=asked.validated_data["note"],
            expected_version=asked.validated_data.get("expected_version"),
        )
        return Response(outputs.Bot(bot).data)

    @extend_schema(request=BotSwitches, responses=outputs.Bot, summary="Open, close, pause or roll back a bot")
    @scoped
    def patch(self, request: KeyRequest, slug: str) -> Response:
        asked = BotSwitches(data=request.data)
        asked.is_valid(raise_exception=True)
        held, bot_id = asked.validated_data, selectors.bot(slug).id
        if "restore_version" in held:
            services.roll_back_bot(bot_id=bot_id, version=held["restore_version"], by=request.user)
        if "published" in held:
            services.publish_bot(bot_id=bot_id, published=held["published"], by=request.user)
        if "paused" in held:
            services.pause_bot(bot_id=bot_id, paused=held["paused"], by=request.user)
        return Response(outputs.Bot(selectors.bot(slug)).data)


class BotVersions(Resource):
    scopes: ClassVar = {"GET": "bots.read"}

    @extend_schema(
        responses=outputs.listing(outputs.BotVersion),
        parameters=PAGING,
        summary="List the versions of a bot's settings",
        operation_id="bot_versions_list",
    )
    @scoped
    def get(self, request: KeyRequest, slug: str) -> Response:
        versions = selectors.bot_versions(selectors.bot(slug).id)
        found, following = sliced(request, versions, lambda each: each.version)
        return Response(page(outputs.BotVersion(found, many=True).data, following))


def checked_fields(request: KeyRequest) -> BotFields:
    """The settings inside a body that was found to have them."""
    body = cast("dict[str, Any]", request.data)
    fields = BotFields(data=body["settings"])
    fields.is_valid(raise_exception=True)
    return fields
