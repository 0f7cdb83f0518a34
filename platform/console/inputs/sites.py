"""The form of a web site that carries a bot's widget."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.types import BotInfo, SiteInfo
from console.inputs.base import Form, lines


class SiteForm(Form):
    """Where the widget may be shown, how it looks, and whether visitors must be vouched for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    bot_slug = forms.ChoiceField(
        label=_("Bot"), help_text=_("Only bots for customers can be put on a web site, once they are published.")
    )
    origins = forms.CharField(
        label=_("Pages that may show it"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One origin a line, such as https://www.example.com. Browsers refuse the widget anywhere else."),
    )
    accent = forms.CharField(
        label=_("Colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
        initial="#1f5eff",
        help_text=_("White text must be easy to read on it."),
    )
    identity_required = forms.BooleanField(
        label=_("Only visitors whom my server vouches for"),
        required=False,
        help_text=_("Everybody else is turned away. Your server signs each visitor's identity with the site's secret."),
    )
    enabled = forms.BooleanField(label=_("Switched on"), required=False, initial=True)

    def __init__(self, *args: Any, bots: Iterable[BotInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_customers = [bot for bot in bots if bot.settings.audience == "customers"]
        self.offer("bot_slug", [(bot.slug, bot.settings.name) for bot in for_customers])

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"origins": lines(self.cleaned_data["origins"])}


def filled(site: SiteInfo) -> dict[str, Any]:
    """What the form shows of a site that exists."""
    return {
        "name": site.name,
        "bot_slug": site.bot_slug,
        "origins": "\n".join(site.origins),
        "accent": site.accent,
        "identity_required": site.identity_required,
        "enabled": site.enabled,
    }
