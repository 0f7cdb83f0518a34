"""Take a model's thinking out of its answer, whatever the places at which the stream was cut."""

import re

OPENING = ("<think>", "<thinking>")
CLOSING = ("</think>", "</thinking>")
_OPEN = re.compile("|".join(OPENING), re.IGNORECASE)
_CLOSE = re.compile("|".join(CLOSING), re.IGNORECASE)


class ThinkingFilter:
    """Push deltas, get what is not thinking. A closing tag without an opening one is dropped.

    `inside` starts it in the middle of a thought, for models whose template opens the tag in the prompt.
    """

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        self._held = ""
        self._begun = False

    def push(self, delta: str) -> str:
        """The part of the text so far that is surely answer."""
        self._held += delta
        out = ""
        while match := (_CLOSE if self._inside else _EITHER).search(self._held):
            if not self._inside:
                out += self._held[: match.start()]
            self._inside = match.group().lower() in OPENING
            self._held = self._held[match.end() :]
        keep = _possible_tag(self._held)
        settled = len(self._held) - keep
        if not self._inside:
            out += self._held[:settled]
        self._held = self._held[settled:]
        return self._without_lead(out)

    def finish(self) -> str:
        """What was held back because it could have become a tag."""
        rest = "" if self._inside else self._held
        self._held = ""
        return self._without_lead(rest)

    def _without_lead(self, text: str) -> str:
        """White space before the first word is what the thought left behind."""
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


_EITHER = re.compile(f"{_OPEN.pattern}|{_CLOSE.pattern}", re.IGNORECASE)
_LONGEST = max(map(len, OPENING + CLOSING))


def _possible_tag(text: str) -> int:
    """How many characters at the end could be the beginning of a tag."""
    start = text.rfind("<", max(0, len(text) - _LONGEST))
    if start < 0:
        return 0
    tail = text[start:].lower()
    return len(tail) if any(tag.startswith(tail) for tag in OPENING + CLOSING) else 0
