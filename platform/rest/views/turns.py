"""Turns of `/api/v1`: ask, streamed or not, read what became of one, and resume its stream."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from chat.pipeline import begun, ends, rejoined, resume, run_turn
from chat.selectors import logged_turn
from chat.turn import Closed, Failure, Opened, TurnEvent, TurnRequest
from kit.database import run_unit
from kit.errors import HeyanError
from rest.auth import caller
from rest.errors import BodyInvalid, BodyTooLarge
from rest.inputs.completions import BODY_LIMIT
from rest.inputs.resources import TurnInput
from rest.inputs.subjects import subject_of
from rest.outputs import resources as outputs
from rest.outputs.completions import citation
from rest.outputs.events import choice, known, sse
from rest.outputs.problems import CONTENT_TYPE, as_response, body_of
from rest.views.base import KeyRequest, Resource, scoped
from tenants.selectors import attributes, checked_attributes
from tenants.types import KeyPrincipal


@csrf_exempt  # the key in the header is the credential
@require_POST
async def ask(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One question. `stream: true` answers with server-sent events: opened, progress, passages, released, closed."""
    try:
        who = await caller(request, "chat.ask")
        asked = read_turn(request.body)
        vouched = await run_unit(who.principal.tenant_id, vouched_for, asked.validated_data.get("attributes") or {})
        found = run_turn(replace(turn_request(request, who, asked), attributes=vouched))
        return await (streamed(found) if asked.validated_data["stream"] else whole(found))
    except HeyanError as error:
        return as_response(error)


@require_GET
async def events(request: HttpRequest, turn_id: UUID) -> HttpResponse | StreamingHttpResponse:
    """Go on with a stream that broke: `Last-Event-ID` is the `seq` that arrived last."""
    try:
        who = await caller(request, "chat.ask")
        after = request.headers.get("Last-Event-ID", "0")
        seq = int(after) if after.isdigit() else 0
        user = request.GET.get("user", "")
        found = resume(tenant_id=who.principal.tenant_id, turn_id=turn_id, subject=subject_of(who, user), after_seq=seq)
        return event_stream(await rejoined(found))
    except HeyanError as error:
        return as_response(error)


class OneTurn(Resource):
    scopes: ClassVar = {"GET": "conversations.read"}

    @extend_schema(responses={200: dict}, summary="Read what is kept of a turn")
    @scoped
    def get(self, request: KeyRequest, turn_id: UUID) -> Response:
        """Outcome, model, rules, versions and timings; the question masked, the answer as it was shown, and the passages
        that the key may read. Never who asked, the question as it was typed, or the prompt."""
        record = logged_turn(turn_id, reader=request.user)
        held = {name: getattr(record, name) for name in record.__dataclass_fields__}
        return Response(held | {"citations": [citation(each) for each in record.citations]})


def read_turn(body: bytes) -> TurnInput:
    """Raises BodyTooLarge, BodyInvalid."""
    if len(body) > BODY_LIMIT:
        raise BodyTooLarge(limit=BODY_LIMIT)
    try:
        asked = TurnInput(data=json.loads(body))
    except (ValueError, RecursionError) as error:
        raise BodyInvalid(problem="not JSON") from error
    if not asked.is_valid():
        field, problems = next(iter(asked.errors.items()))
        raise BodyInvalid(problem=f"{field}: {problems[0]}", field=field)
    return asked


def vouched_for(given: Mapping[str, str]) -> dict[str, str]:
    """What the key says of who asks, as it is stored. Raises AttributeUnknown, AttributeValueUnknown."""
    return checked_attributes(given, attributes()) if given else {}


def turn_request(request: HttpRequest, who: KeyPrincipal, asked: TurnInput) -> TurnRequest:
    held = asked.validated_data
    return TurnRequest(
        tenant_id=who.principal.tenant_id,
        bot_slug=held["bot"],
        principal=who.principal,
        subject=subject_of(who, held.get("user", "")),
        channel="api",
        question=held["question"],
        conversation_id=held.get("conversation_id"),
        language=held.get("language", ""),
        params=asked.params(),
        idempotency_key=request.headers.get("Idempotency-Key", ""),
        attested=who.legal_basis,
    )


async def whole(found: AsyncIterator[TurnEvent]) -> JsonResponse:
    """The answer in one piece."""
    opened, closed = await ends(found)
    if closed.error is not None:
        return failed(closed.error)
    return JsonResponse(answer(opened, closed), json_dumps_params={"ensure_ascii": False})


async def streamed(found: AsyncIterator[TurnEvent]) -> HttpResponse | StreamingHttpResponse:
    failure, found = await begun(found)
    return failed(failure) if failure is not None else event_stream(found)


def failed(failure: Failure) -> JsonResponse:
    body = body_of(failure.code, failure.status, failure.says)
    return JsonResponse(body, status=failure.status, content_type=CONTENT_TYPE)


def answer(opened: Opened, closed: Closed) -> dict[str, Any]:
    held = {
        "turn_id": closed.turn_id,
        "conversation_id": opened.conversation_id,
        "outcome": closed.outcome.value,
        "answer": closed.answer,
        "citations": [citation(each) for each in closed.citations],
        "label_text": closed.label.text,
        "aigc": dict(closed.label.aigc),
        "finish": closed.finish,
        "choices": [choice(each) for each in closed.choices],
        "known": [known(each) for each in closed.known],
    }
    return dict(outputs.Answer(held).data)


def event_stream(found: AsyncIterator[TurnEvent]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(sse(found), content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response
