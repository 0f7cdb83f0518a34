"""Give each request an id for the logs, and keep the two origins apart."""

import re
from collections.abc import Awaitable, Callable
from typing import cast

import structlog
from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from config.errors import Unreadable
from config.failures import answer
from config.intake import REFUSED
from kit.ids import new_id

Answer = HttpResponseBase | Awaitable[HttpResponseBase]
Next = Callable[[HttpRequest], Answer]
GIVEN_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


@sync_and_async_middleware
def request_id(get_response: Next) -> Next:
    """Take the caller's X-Request-ID where it is harmless, make one otherwise, and send it back."""

    def begin(request: HttpRequest) -> str:
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN_ID.match(given) else str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=name)
        return name

    if iscoroutinefunction(get_response):

        async def asynchronous(request: HttpRequest) -> HttpResponseBase:
            name = begin(request)
            response = await cast("Awaitable[HttpResponseBase]", get_response(request))
            response["X-Request-ID"] = name
            return response

        return asynchronous

    def synchronous(request: HttpRequest) -> HttpResponseBase:
        name = begin(request)
        response = cast("HttpResponseBase", get_response(request))
        response["X-Request-ID"] = name
        return response

    return synchronous


def is_widget_origin(request: HttpRequest) -> bool:
    """Did the request come to the widget's own origin (host and port)?"""
    return f"{request.scheme}://{request.get_host()}" == settings.WIDGET_URL or request.get_port() == _port(
        settings.WIDGET_URL
    )


def _port(address: str) -> str:
    return address.rsplit(":", 1)[-1] if address.count(":") > 1 else ""


@sync_and_async_middleware
def front_door(get_response: Next) -> Next:
    """Serve the widget's addresses on its origin only, and nothing else there."""

    def choose(request: HttpRequest) -> None:
        if is_widget_origin(request):
            request.urlconf = settings.WIDGET_URLCONF

    if iscoroutinefunction(get_response):

        async def asynchronous(request: HttpRequest) -> HttpResponseBase:
            choose(request)
            return await cast("Awaitable[HttpResponseBase]", get_response(request))

        return asynchronous

    def synchronous(request: HttpRequest) -> HttpResponseBase:
        choose(request)
        return cast("HttpResponseBase", get_response(request))

    return synchronous


@sync_and_async_middleware
def refuse_unfit(get_response: Next) -> Next:
    """Answer a request whose body was not taken in, or whose address holds NUL, which no text in the database can.

    It stands behind the middleware that chooses the language.
    """

    def refusal(request: HttpRequest) -> HttpResponseBase | None:
        error = getattr(request, "scope", {}).get(REFUSED)
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            error = Unreadable()
        return answer(request, error) if error is not None else None

    if iscoroutinefunction(get_response):

        async def asynchronous(request: HttpRequest) -> HttpResponseBase:
            return refusal(request) or await cast("Awaitable[HttpResponseBase]", get_response(request))

        return asynchronous

    def synchronous(request: HttpRequest) -> HttpResponseBase:
        return refusal(request) or cast("HttpResponseBase", get_response(request))

    return synchronous
