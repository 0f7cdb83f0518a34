"""What a customer's page loads: the launcher's script, the frame, its theme, and a preview page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from kit.errors import HeyanError
from widget import outputs
from widget.auth import Place, place
from widget.errors import WidgetClosed

LANGUAGES = {"zh": "zh-hans", "en": "en"}

BASE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
}


def language_of(request: HttpRequest) -> str:
    """The page's language (`?lang=`), else the browser's, else Chinese."""
    asked = request.GET.get("lang", "") or request.headers.get("Accept-Language", "")
    return LANGUAGES.get(asked[:2].lower(), "zh-hans")


def policy(**directives: str) -> str:
    return "; ".join(f"{name} {value}" for name, value in (BASE_POLICY | directives).items())


@require_GET
@xframe_options_exempt  # its policy names exactly who may frame it
async def frame(request: HttpRequest, public_id: str) -> HttpResponse:
    """The chat itself, for pages of the site's origins only."""
    with translation.override(language_of(request)):
        try:
            where = await place(public_id)
        except HeyanError as error:
            return closed(request, error)
        context = {"site": where.site, "bot": where.bot.settings, "words": outputs.words()}
        response = render(request, "widget/frame.html", context)
    response["Content-Security-Policy"] = policy(**{"frame-ancestors": ancestors(where)})
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "no-store"
    return response


def ancestors(where: Place) -> str:
    """The site's origins, and our own for the preview; never the console's."""
    return " ".join(["'self'", *(each for each in where.site.origins if each != settings.CONSOLE_URL)])


def closed(request: HttpRequest, error: HeyanError) -> HttpResponse:
    """A sentence in place of the chat, which any page may show: it holds nothing."""
    response = render(request, "widget/closed.html", {"says": str(error)}, status=error.status)
    response["Content-Security-Policy"] = policy(**{"frame-ancestors": "*"})
    return response


@require_GET
@xframe_options_exempt
async def theme(request: HttpRequest, public_id: str) -> HttpResponse:
    """The site's colour as a stylesheet, since the policy allows no inline style."""
    try:
        accent = (await place(public_id)).site.accent
    except WidgetClosed:
        accent = "#1f5eff"
    response = HttpResponse(f":root{{--accent:{accent}}}\n", content_type="text/css")
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_GET
async def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """A plain page that carries the widget, to look at it before it is on a real one."""
    with translation.override(language_of(request)):
        try:
            where = await place(public_id)
        except HeyanError as error:
            return closed(request, error)
        response = render(request, "widget/preview.html", {"site": where.site, "bot": where.bot.settings})
    response["Content-Security-Policy"] = policy(**{"frame-src": "'self'", "frame-ancestors": "'none'"})
    return response
