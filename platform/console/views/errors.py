"""The pages for what no view answered."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from console.outputs import trouble


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return trouble(request, 400, error=_("The browser sent something that this page does not understand."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return trouble(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return trouble(request, 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    says = _("This form is too old or came from another page. Please load the page again and repeat your step.")
    return trouble(request, 403, error=says)
