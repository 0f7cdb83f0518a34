"""Join lines of text that were broken only because the line was full, and clean what no reader can use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kit.sentences import is_han

HYPHENS = "-\u2010\u00ad"
# Control characters, byte order marks, halves of pairs, and marks that turn the direction of text.
UNUSABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")


def clean(text: str) -> str:
    """Without control characters, runs of spaces as one, lines trimmed, no blank lines; new lines are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    lines = (SPACES.sub(" ", UNUSABLE.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def joint(before: str, after: str) -> tuple[str, str]:
    """(what `before` becomes, what stands between it and `after`): hyphens undone, no space next to Chinese."""
    if not before or not after:
        return before, ""
    if before[-1] in HYPHENS and len(before) > 1 and before[-2].isalpha() and after[0].islower():
        return before[:-1], ""
    if is_han(before[-1]) or is_han(after[0]):
        return before, ""
    return before, " "


def join_lines(lines: Iterable[str]) -> str:
    """One paragraph."""
    text = ""
    for line in lines:
        text, between = joint(text, line)
        text += between + line
    return text
