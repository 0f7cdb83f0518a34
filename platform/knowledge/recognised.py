"""What text recognition found on the picture of a page: plain values that cross from child to child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

DOUBTFUL = 0.85
"""Mean confidence under which a page is named as one to look at."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line with its confidence 0–1 and its rectangle (left, top, right, bottom) as shares of the picture."""

    text: str
    confidence: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of one page in any order. It reads from left to right once it is turned by `turn` quarters to the right
    and then levelled by `tilt` radians. `failed` is the code of a failure where the page could not be recognised."""

    lines: tuple[FoundLine, ...] = ()
    turn: int = 0
    tilt: float = 0.0
    failed: str = ""

    @property
    def characters(self) -> int:
        """Of all lines."""
        return sum(len(line.text) for line in self.lines)

    @property
    def confidence(self) -> float:
        """Mean over the characters; 0 of nothing."""
        total = sum(line.confidence * len(line.text) for line in self.lines)
        return round(total / self.characters, 3) if self.characters else 0.0


def as_data(found: Found) -> dict[str, Any]:
    """Plain lists, dicts, strings and numbers."""
    return asdict(found)


def found_from(data: Mapping[str, Any]) -> Found:
    """The opposite of `as_data`; raises KeyError or TypeError when the shape is wrong."""
    lines = tuple(FoundLine(str(row["text"]), float(row["confidence"]), tuple(row["box"])) for row in data["lines"])
    return Found(lines, int(data["turn"]), float(data["tilt"]), str(data["failed"]))
