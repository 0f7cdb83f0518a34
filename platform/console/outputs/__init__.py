"""Turn results into pages, fragments and messages, and errors into pages that say what happened."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from console.outputs.navigation import rail
from kit.errors import HeyanError, NotFound

NEXT_STEP = {
    "tenant_not_chosen": "console:choose_tenant",
    "not_member": "console:choose_tenant",
    "second_factor_missing": "mfa_index",
    "password_expired": "account_change_password",
}
"""Where somebody is sent who is signed in but may not come in yet."""


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the console with its rail; `template` may name a part of a page (`page.html#part`)."""
    principal = getattr(request, "principal", None)
    if principal is not None and "#" not in template:
        context |= {"rail": rail(principal, request.path)}
    return render(request, f"console/{template}", {"may": May(request)} | context, status=status)


class May:
    """Lets a template ask `may.bots_write`."""

    def __init__(self, request: HttpRequest) -> None:
        self._principal = getattr(request, "principal", None)

    def __getitem__(self, name: str) -> bool:
        return self._principal is not None and self._principal.may(name.replace("_", ".", 1))


def failed(request: HttpRequest, error: HeyanError) -> HttpResponse:
    """An error as this visitor should meet it: a page, a message beside what he did, or the step that is missing."""
    response = _failed(request, error)
    if (after := getattr(error, "retry_after", None)) is not None:
        response["Retry-After"] = str(max(1, round(after)))
    return response


def _failed(request: HttpRequest, error: HeyanError) -> HttpResponse:
    if error.code == "signed_out":
        return go(request, f"{reverse('account_login')}?{urlencode({'next': _page_of(request)})}")
    if error.code in NEXT_STEP:
        return go(request, reverse(NEXT_STEP[error.code]))
    if is_htmx(request):
        return with_message(HttpResponse(status=error.status), str(error), error=True)
    return trouble(request, error.status, error=error)


def trouble(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """A page about an error. From 500 on it is drawn without the request: session and messages may be what is broken."""
    request_id = structlog.contextvars.get_contextvars().get("request", "")
    context |= {"status": status, "request_id": request_id}
    text = render_to_string("console/errors/error.html", context, request if status < 500 else None)
    return HttpResponse(text, status=status)


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser on, also from inside an htmx request."""
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def go_to(request: HttpRequest, route: str, **arguments: Any) -> HttpResponse:
    """Send the browser to a page of the console."""
    return go(request, reverse(f"console:{route}", kwargs=arguments))


def done(request: HttpRequest, says: str, route: str, **arguments: Any) -> HttpResponse:
    """The end of a form that worked: a message on the next page."""
    messages.success(request, says)
    return go(request, reverse(f"console:{route}", kwargs=arguments))


def tried(request: HttpRequest, work: Callable[[], Any], says: str, route: str, **arguments: Any) -> HttpResponse:
    """Do `work`, say so, and go on to `route`; where it may not be, say why there.

    What is not there, or is another tenant's, stays "not found" as everywhere. Raises NotFound.
    """
    try:
        work()
    except NotFound:
        raise
    except HeyanError as error:
        messages.error(request, str(error))
        return go(request, reverse(f"console:{route}", kwargs=arguments))
    return done(request, says, route, **arguments)


def with_message(response: HttpResponse, says: str, *, error: bool = False) -> HttpResponse:
    """Let the page show a passing message when the answer arrives."""
    response["HX-Trigger"] = json.dumps({"toast": {"text": says, "error": error}})
    return response


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: of a fragment or a form, the one that it stood on."""
    return request.get_full_path() if request.method == "GET" and not is_htmx(request) else reverse("console:home")
