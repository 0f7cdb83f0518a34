"""Chat completions as the OpenAI protocol spells them, with citations, label and outcome at the top level."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import JsonResponse
from django.urls import reverse

from chat.turn import Citation, Closed, Failure, Opened
from kit.errors import HeyanError
from rest.errors import BodyInvalid, NoKey
from rest.outputs.problems import add_headers

DONE = b"data: [DONE]\n\n"

TYPES = {400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 404: "not_found_error"}
TYPES |= {409: "conflict_error", 422: "invalid_request_error", 429: "rate_limit_error"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every chunk of one completion repeats."""

    opened: Opened
    model: str
    created: int

    def chunk(self, **rest: Any) -> dict[str, Any]:
        return self._common("chat.completion.chunk") | rest

    def whole(self, **rest: Any) -> dict[str, Any]:
        return self._common("chat.completion") | rest

    def _common(self, kind: str) -> dict[str, Any]:
        return {
            "id": f"chatcmpl-{self.opened.turn_id.hex}",
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": f"v{self.opened.bot_version}",
        }


def citation(held: Citation) -> dict[str, Any]:
    return {
        "n": held.n,
        "document": held.document,
        "version": held.version,
        "page": held.page,
        "cell": held.cell,
        "quote": held.quote,
        "url": address_of(held),
    }


def address_of(held: Citation) -> str:
    """The console's viewer at the cited place. The citation names the version that was used, so the address stays right."""
    place = {"version": held.version_id, "passage": held.passage_id} | ({"page": held.page} if held.page else {})
    path = reverse("console:document", kwargs={"document_id": held.document_id}, urlconf=settings.ROOT_URLCONF)
    return f"{settings.CONSOLE_URL}{path}?{urlencode(place)}"


def extras(closed: Closed) -> dict[str, Any]:
    """The fields that the protocol does not have."""
    return {
        "aigc": dict(closed.label.aigc) | {"label_text": closed.label.text},
        "citations": [citation(each) for each in closed.citations],
        "outcome": closed.outcome.value,
    }


def usage(closed: Closed) -> dict[str, int]:
    used = closed.usage
    prompt, completion = (used.prompt_tokens, used.completion_tokens) if used else (0, 0)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def whole(head: Head, closed: Closed) -> dict[str, Any]:
    """The unstreamed answer."""
    message = {"role": "assistant", "content": closed.answer, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": closed.finish}
    return head.whole(choices=[choice], usage=usage(closed)) | extras(closed)


def delta(head: Head, finish: str | None = None, **content: str) -> dict[str, Any]:
    """One chunk with a piece of the answer."""
    return head.chunk(choices=[{"index": 0, "delta": content, "logprobs": None, "finish_reason": finish}])


def frame(body: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def last_frames(head: Head, closed: Closed, *, with_usage: bool) -> list[bytes]:
    """The end of a stream. A failure ends it with an error and without [DONE]."""
    if closed.error is not None:
        return [frame(error_of_failure(closed.error))]
    frames = [frame(delta(head, finish=closed.finish) | extras(closed))]
    if with_usage:
        frames.append(frame(head.chunk(choices=[], usage=usage(closed)) | extras(closed)))
    return [*frames, DONE]


def error_body(says: str, status: int, code: str, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": says, "type": TYPES.get(status, "server_error"), "param": param, "code": code}}


def error_of_failure(failure: Failure) -> dict[str, Any]:
    return error_body(failure.says, failure.status, failure.code)


def error_frame(error: HeyanError) -> bytes:
    """What ends a stream that cannot go on; no [DONE] follows."""
    return frame(error_body(str(error), error.status, error.code))


def error_response(error: HeyanError) -> JsonResponse:
    """Any error as the stock client expects it."""
    status, code, param = error.status, error.code, error.details.get("param")
    if isinstance(error, BodyInvalid) and error.details.get("unknown"):
        code = "unknown_parameter"
    if isinstance(error, NoKey):
        code = "invalid_api_key"
    response = JsonResponse(error_body(str(error), status, code, param), status=status)
    add_headers(response, error)
    return response


def failure_response(failure: Failure) -> JsonResponse:
    return JsonResponse(error_of_failure(failure), status=failure.status)
