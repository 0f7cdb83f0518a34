"""What of a passage may be shown: the one place that screens passages for answers, search and pages of documents."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from knowledge.types import Passage, Shown
from moderation.types import Screen


def shown(passages: Iterable[Passage], *, screen: Screen) -> Shown:
    """The passages as `screen` lets them be seen, personal data masked; those that it stops are left out and counted.

    Raises ModerationBroken.
    """
    held = list(passages)
    kept = tuple(seen for each in held if (seen := _seen(each, screen)) is not None)
    return Shown(passages=kept, withheld=len(held) - len(kept))


def _seen(passage: Passage, screen: Screen) -> Passage | None:
    """Headings and the names of file and sheet stand beside the text, so they pass the same way."""
    masked: dict[str, Any] = {}
    for name in ("text", "path", "document", "sheet", "cell"):
        said = getattr(passage, name)
        if said:
            verdict = screen.judge(said)
            if verdict.flagged:
                return None
            masked[name] = verdict.masked
    return replace(passage, **masked)
