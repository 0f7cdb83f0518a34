"""A visitor asks, comes back to a broken stream, and looks at a source of his own answer."""

from collections.abc import AsyncIterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from chat.pipeline import begun, rejoined, resume, run_turn
from chat.selectors import turn_source
from chat.services import forget_said
from chat.turn import TurnEvent, TurnRequest
from kit.database import run_unit
from kit.errors import HeyanError
from knowledge.errors import PageNotFound, PassageNotFound
from knowledge.selectors import page_source, passage, picture
from knowledge.types import PageSource, Passage
from moderation.selectors import screen_for
from widget import inputs, outputs
from widget.auth import Session, visitor
from widget.views.frames import language_of
from widget.views.sessions import door


@door
async def ask(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One question, answered as a stream. The key makes a repeated sending of the same question harmless."""
    held = await visitor(request)
    asked = inputs.read(request, inputs.Ask)
    turn = TurnRequest(
        tenant_id=held.tenant,
        bot_slug=held.bot,
        principal=held.principal,
        subject=held.subject,
        channel="widget",
        question=asked.question,
        conversation_id=asked.conversation_id,
        language=language_of(request),
        attributes=held.attributes,
        idempotency_key=f"{held.visitor}:{asked.key}",
    )
    return await streamed(run_turn(turn), language_of(request))


@door
async def forget(request: HttpRequest) -> JsonResponse:
    """The visitor takes back what he said about himself in a conversation of his."""
    held = await visitor(request)
    asked = inputs.read(request, inputs.Forget)
    await run_unit(
        held.tenant,
        forget_said,
        conversation_id=asked.conversation_id,
        attribute=asked.attribute,
        subject=held.subject,
        by=held.principal,
    )
    return JsonResponse({"forgotten": asked.attribute})


async def streamed(events: AsyncIterator[TurnEvent], language: str) -> HttpResponse | StreamingHttpResponse:
    """The events as they come. What goes wrong before the first has its own status."""
    failure, events = await begun(events)
    if failure is not None:
        return JsonResponse({"code": failure.code, "says": failure.says}, status=failure.status)
    return event_stream(events, language)


def event_stream(events: AsyncIterator[TurnEvent], language: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(outputs.sse(events, language), content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


@require_GET
async def events(request: HttpRequest, turn_id: UUID) -> HttpResponse | StreamingHttpResponse:
    """Go on after the character that arrived last (`?after=`)."""
    with translation.override(language_of(request)):
        try:
            held = await visitor(request)
            after = request.GET.get("after", "0")
            found = resume(
                tenant_id=held.tenant,
                turn_id=turn_id,
                subject=held.subject,
                after_seq=int(after) if after.isdigit() else 0,
            )
            return event_stream(await rejoined(found), language_of(request))
        except HeyanError as error:
            return outputs.failed(error)


@require_GET
async def source(request: HttpRequest, turn_id: UUID, n: int) -> HttpResponse:
    """The passage behind source `n` of the visitor's own answer; `box` says where on its page it stands."""
    with translation.override(language_of(request)):
        try:
            found = await sought(request, turn_id, n)
        except HeyanError as error:
            return outputs.failed(error)
        return JsonResponse(outputs.source(found), json_dumps_params={"ensure_ascii": False})


@require_GET
async def source_page(request: HttpRequest, turn_id: UUID, n: int) -> HttpResponse:
    """The page of that passage as a picture, if nothing on it has to be masked or kept back."""
    try:
        held = await visitor(request)
        image = await picture(await run_unit(held.tenant, cited_page, held, turn_id, n))
    except HeyanError as error:
        return outputs.failed(error)
    response = HttpResponse(image, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


async def sought(request: HttpRequest, turn_id: UUID, n: int) -> Passage:
    """Raises SessionEnded, TurnNotFound (also for somebody else's turn), PassageNotFound."""
    held = await visitor(request)
    return await run_unit(held.tenant, cited_passage, held, turn_id, n)


def cited_passage(held: Session, turn_id: UUID, n: int) -> Passage:
    """As it was screened for the answer, while it may still be read."""
    shown = turn_source(turn_id=turn_id, subject=held.subject, n=n)
    if passage(shown.id, principal=held.principal).withheld:
        raise PassageNotFound
    return shown


def cited_page(held: Session, turn_id: UUID, n: int) -> PageSource:
    """A picture can't be masked, so a page is all fit for a visitor's eyes or not there. Raises NotFound, ModerationBroken."""
    found = cited_passage(held, turn_id, n)
    if found.page is None:
        raise PageNotFound
    screen = screen_for(None, side="output")
    return page_source(found.version_id, found.page, principal=held.principal, screen=screen)
