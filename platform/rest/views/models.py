"""`GET /v1/models`: the bots that this key may ask."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from chat.errors import BotNotFound
from chat.selectors import bot, bots
from chat.types import BotInfo
from kit.database import run_unit
from kit.errors import HeyanError
from rest.auth import caller
from rest.outputs.completions import error_response


def model(held: BotInfo) -> dict[str, Any]:
    return {
        "id": held.slug,
        "object": "model",
        "created": int(held.updated_at.timestamp()),
        "owned_by": "heyan",
        "name": held.settings.name,
    }


@require_GET
async def models(request: HttpRequest) -> JsonResponse:
    """Every published bot of the key's tenant."""
    try:
        who = await caller(request, "chat.ask")
        found = await run_unit(who.principal.tenant_id, bots)
    except HeyanError as error:
        return error_response(error)
    return JsonResponse({"object": "list", "data": [model(each) for each in found if each.published]})


@require_GET
async def one_model(request: HttpRequest, slug: str) -> JsonResponse:
    """One bot. A foreign or closed one is not there."""
    try:
        who = await caller(request, "chat.ask")
        found = await run_unit(who.principal.tenant_id, bot, slug)
        if not found.published:
            raise BotNotFound(param="model")
    except HeyanError as error:
        return error_response(error)
    return JsonResponse(model(found))
