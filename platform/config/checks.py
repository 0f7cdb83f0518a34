"""Refuse to start where a setting would break a promise."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical, Tags, register


@register(Tags.security)
def secrets_are_real(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No secret may be empty, short or the framework's example."""
    weak = [name for name in ("SECRET_KEY", "MASTER_KEY") if len(getattr(settings, name)) < 32]
    return [Critical(f"{name} is too short", id="config.C001") for name in weak]


@register(Tags.security)
def origins_differ(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The widget's frame must not share the console's origin: a page of a customer would meet its cookies."""
    if settings.CONSOLE_URL == settings.WIDGET_URL:
        return [Critical("the widget needs an origin of its own", id="config.C002")]
    return []
