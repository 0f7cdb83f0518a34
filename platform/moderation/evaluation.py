"""Measure a screen on labelled texts. Texts are judged and forgotten."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from moderation.types import Screen

LABELS = ("benign", "harmful")


class RowInvalid(ValueError):
    """A line that is no row: its number and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    text: str
    label: str
    category: str


def rows(lines: TextIO) -> Iterator[Row]:
    """Rows of a JSONL file with `id text label category`. Raises RowInvalid."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            held = json.loads(line)
            row = Row(text=held["text"], label=held["label"], category=str(held.get("category") or ""))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RowInvalid(f"line {number}: {error!r}") from error
        if row.label not in LABELS or not isinstance(row.text, str):
            raise RowInvalid(f"line {number}: label must be benign or harmful, text a string")
        yield row


@dataclass(slots=True)
class Count:
    """Texts, and how many of them were flagged."""

    n: int = 0
    flagged: int = 0

    def add(self, flagged: bool) -> None:
        self.n += 1
        self.flagged += flagged

    @property
    def rate(self) -> float:
        return round(self.flagged / self.n, 4) if self.n else 0.0


@dataclass(slots=True)
class Report:
    """Rates are from 0 to 1; flagged means that the text would be stopped, not only masked."""

    labels: dict[str, Count] = field(default_factory=lambda: {label: Count() for label in LABELS})
    categories: dict[str, Count] = field(default_factory=dict)
    characters: int = 0
    seconds: float = 0.0

    def plain(self) -> dict[str, Any]:
        return {
            "n": sum(count.n for count in self.labels.values()),
            "harmful_flagged": self.labels["harmful"].rate,
            "benign_flagged": self.labels["benign"].rate,
            "by_category": {
                name: {"n": count.n, "flagged": count.rate} for name, count in sorted(self.categories.items())
            },
            "chars_per_s": round(self.characters / self.seconds) if self.seconds else 0,
        }


def evaluate(texts: Iterable[Row], screen: Screen) -> Report:
    """Judge every row. Only judging is timed. Raises ModerationBroken."""
    report = Report()
    for row in texts:
        begun = time.perf_counter()
        flagged = screen.judge(row.text).flagged
        report.seconds += time.perf_counter() - begun
        report.characters += len(row.text)
        report.labels[row.label].add(flagged)
        report.categories.setdefault(row.category, Count()).add(flagged)
    return report
