"""Begin and renew a visitor's session, and take down what he agrees to."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chat.selectors import conversation, site_secret
from chat.services import note_signed
from chat.types import TurnView
from consent import selectors as consent
from consent import services as decisions
from consent.errors import ConsentRequired
from consent.types import Notice
from desk import selectors as desk
from desk.services import see
from kit.database import run_plain, run_unit
from kit.errors import HeyanError
from tenants.selectors import attributes, held_attributes
from widget import inputs, outputs
from widget.auth import Place, Session, begin, place, renewed, visitor
from widget.errors import IdentityRefused
from widget.identity import Identity, verify
from widget.limits import count_session
from widget.views.frames import language_of

View = Callable[..., Awaitable[HttpResponse | StreamingHttpResponse]]
Door = Callable[..., HttpResponse]
"""What the URL table's stubs take; Django awaits whatever is a coroutine."""


def door(view: View) -> Door:
    """A POST of the frame: the token in its header is the credential, so there is nothing for another site to forge."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    async def guarded(request: HttpRequest, **arguments: object) -> HttpResponse | StreamingHttpResponse:
        with translation.override(language_of(request)):
            try:
                return await view(request, **arguments)
            except HeyanError as error:
                return outputs.failed(error)

    return cast("Door", guarded)


@door
async def begun(request: HttpRequest) -> JsonResponse:
    """A new session, with the notice to agree to and the bot's greeting."""
    await run_plain(count_session, request)
    asked = inputs.read(request, inputs.Begin)
    where = await place(asked.site)
    held = begin(where, vouched=await identity_of(asked, where))
    return await told(held, where, language_of(request))


@door
async def again(request: HttpRequest) -> JsonResponse:
    """The same session for another while."""
    held = renewed(await visitor(request))
    asked = inputs.read(request, inputs.Begin)
    return await told(held, await place(asked.site), language_of(request))


async def told(held: Session, where: Place, language: str) -> JsonResponse:
    notice = await run_unit(held.tenant, notice_for, held, language)
    late = () if notice else await run_unit(held.tenant, late_answers, held)
    return JsonResponse(outputs.session(held, where, notice, late), json_dumps_params={"ensure_ascii": False})


def late_answers(held: Session) -> tuple[TurnView, ...]:
    """The answers that came after this visitor had left, given once."""
    found = desk.told(subject=held.subject)
    views = {
        turn.id: turn
        for each in {one.conversation_id for one in found}
        for turn in conversation(each, subject=held.subject).turns
    }
    see(subject=held.subject, turn_ids=[each.turn_id for each in found])
    return tuple(views[each.turn_id] for each in found if each.turn_id in views)


async def identity_of(asked: inputs.Begin, where: Place) -> Identity | None:
    """Who the site says this is. Raises IdentityRefused: a bad identity is never taken as nobody."""
    if not asked.identity:
        if where.site.identity_required:
            raise IdentityRefused(reason="missing")
        return None
    secret = await run_unit(where.tenant_id, site_secret, where.site.id)
    try:
        found = await run_plain(verify, asked.identity, secret=secret, audience=where.site.public_id)
    except IdentityRefused as refused:
        why = str(refused.details["reason"])
        await run_unit(where.tenant_id, note_signed, site_id=where.site.id, refused=why)
        raise
    await run_unit(where.tenant_id, note_taken, where, found)
    return found


def note_taken(where: Place, found: Identity) -> None:
    """For the site's owner: a visitor was taken, and which of his attributes the tenant does not know."""
    known = held_attributes(found.attributes, attributes())
    note_signed(site_id=where.site.id, ignored=set(found.attributes) - set(known))


def notice_for(held: Session, language: str) -> Notice | None:
    """What this visitor has to agree to before he may ask."""
    try:
        consent.basis_for(held.subject, "service", language=language)
    except ConsentRequired as required:
        return required.notice
    return None


@door
async def agreed(request: HttpRequest) -> JsonResponse:
    """The visitor agrees to the notice that he was shown."""
    held = await visitor(request)
    notice_id = inputs.read(request, inputs.Decide).notice_id
    await run_unit(
        held.tenant,
        decisions.grant,
        subject=held.subject,
        notice_id=notice_id,
        channel="widget",
        address=str(request.META.get("REMOTE_ADDR", "")),
        locale=language_of(request),
    )
    return JsonResponse({"agreed": True})


@door
async def withdrawn(request: HttpRequest) -> JsonResponse:
    """The visitor takes it back, with one click as he gave it; open answers stop within a second."""
    held = await visitor(request)
    await run_unit(
        held.tenant,
        decisions.withdraw,
        subject=held.subject,
        purpose="service",
        channel="widget",
        address=str(request.META.get("REMOTE_ADDR", "")),
        locale=language_of(request),
    )
    return JsonResponse({"agreed": False})
