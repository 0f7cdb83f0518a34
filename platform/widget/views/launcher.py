"""`/widget.js`: the one script that a customer's page needs."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

SOURCE = Path(__file__).resolve().parent.parent / "static" / "widget" / "launcher.js"


@cache
def source() -> bytes:
    return SOURCE.read_bytes()


@require_GET
async def launcher(request: HttpRequest) -> HttpResponse:
    """For pages of any origin; a short life, so that a fix reaches everybody within minutes."""
    response = HttpResponse(source(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response
