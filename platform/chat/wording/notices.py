"""The set texts of a turn's ends, in the language of the question."""

from __future__ import annotations

import re

from django.utils import translation
from django.utils.translation import gettext as _

from chat.turn import Failure, Stop
from kit.errors import HeyanError

_HAN = re.compile(r"[\u3400-\u9fff]")


def language_of(text: str) -> str:
    """`zh-hans` where there is Chinese in it, else `en`."""
    return "zh-hans" if _HAN.search(text) else "en"


def not_in_material(language: str, contact: str) -> str:
    """The honest end: what was looked at does not say it, and whom to ask."""
    with translation.override(language):
        parts = [_("The material does not say this.")]
        parts += [_("Please ask %(contact)s.") % {"contact": contact}] if contact else []
        return ("" if language.startswith("zh") else " ").join(parts)


def unscreened(language: str) -> str:
    """Shown where the moderator is broken: nothing leaves without its verdict."""
    with translation.override(language):
        return _("This cannot be answered at the moment, because it could not be checked. Please try again shortly.")


def refused(language: str) -> str:
    """Shown where a policy stops a text and has no text of its own for it."""
    with translation.override(language):
        return _("I cannot help with this question.")


def broken(language: str) -> str:
    """Shown where something unforeseen went wrong before anything was shown."""
    with translation.override(language):
        return _("Something went wrong on our side. Please ask again.")


def failure(error: HeyanError, language: str) -> Failure:
    """What a door tells about an error of ours."""
    with translation.override(language):
        retry_after = float(getattr(error, "retry_after", 0) or 0)
        return Failure(code=error.code, status=error.status, says=str(error), retry_after=retry_after)


def stopped(stop: Stop, language: str) -> Failure:
    """What a door tells about a turn that was cut off."""
    with translation.override(language):
        says = {
            Stop.CLIENT_LEFT: _("The connection was closed before the answer was complete."),
            Stop.LEASE_LOST: _("The answer was interrupted. Please ask again."),
            Stop.SWITCHED_OFF: _("This bot has just been switched off."),
            Stop.WITHDRAWN: _("The answer was stopped, because consent was withdrawn."),
            Stop.NO_EVIDENCE: _("The record of this answer cannot be written at the moment. Please try again shortly."),
        }[stop]
    status = {Stop.CLIENT_LEFT: 499, Stop.SWITCHED_OFF: 403, Stop.WITHDRAWN: 403}.get(stop, 503)
    return Failure(code=stop.value, status=status, says=says)
