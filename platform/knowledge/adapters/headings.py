"""The headings that stand above the text being read."""

from __future__ import annotations


class Headings:
    """Remembers the open heading of each level."""

    def __init__(self) -> None:
        self._open: dict[int, str] = {}

    def path(self, above: int = 7) -> tuple[str, ...]:
        """Texts of the open headings whose level is smaller than `above`, outermost first."""
        return tuple(text for level, text in sorted(self._open.items()) if level < above)

    def enter(self, level: int, text: str) -> tuple[str, ...]:
        """Open a heading; it closes those of its level and below. Returns the path above it."""
        self._open = {at: title for at, title in self._open.items() if at < level}
        path = self.path()
        self._open[level] = text
        return path
