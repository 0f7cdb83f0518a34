"""`POST /v1/chat/completions`: one turn, streamed or collected."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chat.errors import BotNotFound
from chat.pipeline import begun, ends, run_turn
from chat.turn import Closed, Opened, Released, TurnEvent, TurnRequest
from kit import clock
from kit.errors import HeyanError
from rest.auth import caller
from rest.inputs.completions import Completion, read_completion
from rest.inputs.subjects import subject_of
from rest.outputs.completions import (
    Head,
    delta,
    error_frame,
    error_response,
    failure_response,
    frame,
    last_frames,
    whole,
)
from tenants.types import KeyPrincipal


@csrf_exempt  # the key in the header is the credential; there is no cookie that another site could ride on
@require_POST
async def completions(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """As OpenAI's: a refusal is 200 with `content_filter`; a missing basis is 403 `consent_required`."""
    try:
        who = await caller(request, "chat.ask")
        asked = read_completion(request.body)
        events = run_turn(turn_request(request, who, asked))
        return await (streamed(asked, events) if asked.stream else unstreamed(asked, events))
    except BotNotFound as error:
        error.details["param"] = "model"
        return error_response(error)
    except HeyanError as error:
        return error_response(error)


def turn_request(request: HttpRequest, who: KeyPrincipal, asked: Completion) -> TurnRequest:
    """The request's `user` names whose data it is; without one it is the key's holder."""
    return TurnRequest(
        tenant_id=who.principal.tenant_id,
        bot_slug=asked.model,
        principal=who.principal,
        subject=subject_of(who, asked.user),
        channel="openai",
        question=asked.question,
        history=asked.history,
        extra_system=asked.extra_system,
        params=asked.params(),
        idempotency_key=request.headers.get("Idempotency-Key", ""),
        attested=who.legal_basis,
    )


async def unstreamed(asked: Completion, events: AsyncIterator[TurnEvent]) -> JsonResponse:
    """The stream, collected."""
    opened, closed = await ends(events)
    if closed.error is not None:
        return failure_response(closed.error)
    return JsonResponse(whole(head_of(asked, opened), closed), json_dumps_params={"ensure_ascii": False})


async def streamed(asked: Completion, events: AsyncIterator[TurnEvent]) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events, begun once it is sure that the turn has a basis."""
    failure, events = await begun(events)
    if failure is not None:
        return failure_response(failure)
    response = StreamingHttpResponse(frames(asked, events), content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


async def frames(asked: Completion, events: AsyncIterator[TurnEvent]) -> AsyncIterator[bytes]:
    """The protocol's chunks."""
    head: Head | None = None
    try:
        async with aclosing(events):  # type: ignore[type-var]
            async for event in events:
                if isinstance(event, Opened):
                    head = head_of(asked, event)
                    yield frame(delta(head, role="assistant", content=""))
                elif head is not None:
                    for each in spoken(head, event, asked):
                        yield each
    except HeyanError as error:
        yield error_frame(error)


def spoken(head: Head, event: TurnEvent, asked: Completion) -> list[bytes]:
    """What the protocol has a place for; progress and passages it has none for."""
    if isinstance(event, Released):
        return [frame(delta(head, content=event.text))]
    if isinstance(event, Closed):
        return last_frames(head, event, with_usage=asked.wants_usage)
    return []


def head_of(asked: Completion, opened: Opened) -> Head:
    return Head(opened=opened, model=asked.model, created=int(clock.now().timestamp()))
