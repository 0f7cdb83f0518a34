"""A visitor rates an answer of his own, and asks to find the missing one when he comes back."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse

from desk import services
from kit.database import run_unit
from widget import inputs
from widget.auth import visitor
from widget.views.sessions import door


@door
async def rate(request: HttpRequest, turn_id: UUID) -> JsonResponse:
    """Good or bad, with a reason; the next rating takes this one's place."""
    held = await visitor(request)
    said = inputs.read(request, inputs.Rate)
    await run_unit(
        held.tenant,
        services.rate,
        turn_id=turn_id,
        subject=held.subject,
        by=held.principal,
        verdict=said.verdict,
        reason=said.reason,
        comment=said.comment,
    )
    return JsonResponse({"verdict": said.verdict, "reason": said.reason})


@door
async def wish(request: HttpRequest, turn_id: UUID) -> JsonResponse:
    """Only of a visitor whom the site vouches for: a nameless one ends with his page."""
    held = await visitor(request)
    wanted = inputs.read(request, inputs.Wish).on
    work = services.wish if wanted else services.take_wish_back
    await run_unit(held.tenant, work, turn_id=turn_id, subject=held.subject, by=held.principal)
    return JsonResponse({"on": wanted})
