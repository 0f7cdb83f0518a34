"""The pages for what no view answered."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, **more: object) -> HttpResponse:
    request_id = structlog.contextvars.get_contextvars().get("request", "")
    context = {"status": status, "request_id": request_id} | more
    return render(request, "console/errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, error=_("The browser sent something that this page does not understand."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    says = _("This form is too old or came from another page. Please load the page again and repeat your step.")
    return _page(request, 403, error=says)
