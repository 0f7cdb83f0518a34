"""Errors of `/api/v1` as problem+json (RFC 9457): a stable type, a code, a sentence, and the request's id."""

from typing import Any

import structlog
from django.http import Http404, JsonResponse
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from kit.errors import HeyanError
from rest.errors import NoKey

TYPES = "https://heyan.dev/problems/"
CONTENT_TYPE = "application/problem+json"


def body_of(code: str, status: int, says: str, **more: Any) -> dict[str, Any]:
    """One problem. `instance` is the request's id, the one that the logs carry."""
    held = {"type": f"{TYPES}{code}", "title": says, "status": status, "code": code}
    request_id = structlog.contextvars.get_contextvars().get("request", "")
    return held | {"instance": request_id} | {name: value for name, value in more.items() if value not in ("", None)}


def of_error(error: HeyanError) -> dict[str, Any]:
    return body_of(error.code, error.status, str(error), field=error.details.get("field"))


def as_response(error: HeyanError) -> JsonResponse:
    """For plain views."""
    response = JsonResponse(of_error(error), status=error.status, content_type=CONTENT_TYPE)
    add_headers(response, error)
    return response


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler."""
    if isinstance(error, HeyanError):
        response = Response(of_error(error), status=error.status, content_type=CONTENT_TYPE)
        add_headers(response, error)
        return response
    if isinstance(error, Http404):
        return Response(body_of("not_found", 404, "Not found"), status=404, content_type=CONTENT_TYPE)
    if isinstance(error, APIException):
        return _of_framework(error)
    return None


def _of_framework(error: APIException) -> Response:
    fields = error.detail if isinstance(error, ValidationError) else None
    code = "invalid" if fields else str(error.default_code)
    says = "The request does not fit." if fields else str(error.detail)
    body = body_of(code, error.status_code, says, fields=fields)
    return Response(body, status=error.status_code, content_type=CONTENT_TYPE)


def add_headers(response: Any, error: HeyanError) -> None:
    if isinstance(error, NoKey):
        response["WWW-Authenticate"] = "Bearer"
    if (after := getattr(error, "retry_after", None)) is not None:
        response["Retry-After"] = str(max(1, round(after)))
