"""Read server-sent events from bytes that may break anywhere: inside a character, a line end or a field."""

import codecs
from collections.abc import Iterator

# An event of an answer has a few hundred bytes; a server that sends a line without end must not fill the memory.
LONGEST_EVENT = 1_000_000


class EventTooLong(ValueError):
    """One event is longer than LONGEST_EVENT characters."""


class EventReader:
    """Feed it bytes, and it gives the `data` of each finished event; comments, ids and event names are passed over."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
        self._parts: list[str] = []
        self._data: list[str] = []
        self._held = 0
        self._after_cr = False

    def push(self, chunk: bytes) -> Iterator[str]:
        """The events that end in `chunk`. Raises EventTooLong."""
        text = self._decode(chunk)
        if self._after_cr and text:
            text = text.removeprefix("\n")
            self._after_cr = False
        self._after_cr = self._after_cr or text.endswith("\r")
        self._held += len(text)
        if self._held > LONGEST_EVENT:
            raise EventTooLong
        self._parts.append(text)
        if "\n" in text or "\r" in text:
            *lines, rest = "".join(self._parts).replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._parts = [rest]
            for line in lines:
                yield from self._line(line)
            self._held = len(rest) + sum(len(line) + 1 for line in self._data)

    def finish(self) -> Iterator[str]:
        """The event that the server did not end with an empty line, if there is one."""
        yield from self._line("".join(self._parts))
        yield from self._line("")
        self._parts.clear()

    def _line(self, line: str) -> Iterator[str]:
        if line.startswith("data:"):
            self._data.append(line[5:].removeprefix(" "))
        elif not line and self._data:
            yield "\n".join(self._data)
            self._data.clear()
