"""Answer what no view answered as the door speaks that was knocked at: a page, a problem, or the error of OpenAI's API."""

import sys

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from redis.exceptions import RedisError

from config.errors import RequestTooLarge, Unreadable
from console.outputs import is_htmx, with_message
from console.views import errors as console
from kit.errors import Forbidden, HeyanError, NotFound, Unavailable
from knowledge.errors import StorageFull
from knowledge.files import is_full
from rest.outputs.completions import error_response
from rest.outputs.problems import as_response
from widget.outputs import failed as widget_error

AWAY = (OperationalError, InterfaceError, RedisError)
"""The database or the cache cannot be reached; what was in work is rolled back, and the same request works later."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the body is larger than its kind may be."""
    error = RequestTooLarge() if isinstance(exception, RequestDataTooBig) else Unreadable()
    return to_program(request, error) or console.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return to_program(request, Forbidden()) or console.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return to_program(request, NotFound()) or console.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """500; 503 where a server is away, 507 where the disk is full."""
    return answer(request, known(sys.exc_info()[1]))


def known(problem: BaseException | None) -> HeyanError:
    """What a person may be told of an error that nobody caught."""
    if isinstance(problem, AWAY):
        return Unavailable()
    if isinstance(problem, OSError) and is_full(problem):
        return StorageFull()
    return HeyanError()


def answer(request: HttpRequest, error: HeyanError) -> HttpResponse:
    """An error for whoever asks."""
    return to_program(request, error) or to_person(request, error)


def to_program(request: HttpRequest, error: HeyanError) -> HttpResponse | None:
    """For scripts; None where a person looks at a page of the console."""
    if getattr(request, "urlconf", None) == settings.WIDGET_URLCONF:
        return widget_error(error)
    if request.path.startswith("/v1/"):
        return error_response(error)
    if request.path.startswith("/api/"):
        return as_response(error)
    return None


def to_person(request: HttpRequest, error: HeyanError) -> HttpResponse:
    """A page, a passing message, or the reason for the script of a page.

    The page is drawn without the request: session and messages lie in the database, which may be what is away.
    """
    if is_htmx(request):
        return with_message(HttpResponse(status=error.status), str(error), error=True)
    if not request.accepts("text/html") or request.headers.get("Accept", "*/*") == "*/*":
        return JsonResponse({"code": error.code, "says": str(error)}, status=error.status)
    request_id = structlog.contextvars.get_contextvars().get("request", "")
    says = None if type(error) is HeyanError else error
    context = {"status": error.status, "request_id": request_id, "error": says}
    return HttpResponse(render_to_string("console/errors/error.html", context), status=error.status)
