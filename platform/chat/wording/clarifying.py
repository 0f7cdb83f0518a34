"""The set texts around a question back, and the condition that an answer names, in the question's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _


def question(label: str, language: str) -> str:
    """One short question; `label` is the attribute's."""
    with translation.override(language):
        return _("The answer depends on this: %(label)s. Which one applies to you?") % {"label": label}


def unknown(language: str) -> str:
    with translation.override(language):
        return _("I do not know")


def listed(text: str, labels: Iterable[str]) -> str:
    """The question with its choices as plain text, for clients that have no buttons."""
    lines = [f"{n}. {label}" for n, label in enumerate(labels, 1)]
    return "\n".join([text, *lines])


def condition(values: Iterable[str], language: str) -> str:
    """What stands before the sentences of a rule that is for some people only."""
    with translation.override(language):
        joined = ("、" if language.startswith("zh") else ", ").join(values)
        return _("For %(values)s: ") % {"values": joined}


def absent_part(part: str, language: str) -> str:
    """What stands where the material does not say one of several things that were asked."""
    with translation.override(language):
        return _("On “%(part)s”: the material does not say this.") % {"part": part}
