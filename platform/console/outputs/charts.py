"""Lay out a bar chart as plain numbers that a template draws as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.types import Share

WIDTH, HEIGHT = 720.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 6.0, 10.0, 24.0
LABELS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One day or week: the part that was not answered stands on nothing, so both start at the ground."""

    day: date
    x: str
    width: str
    y: str
    height: str
    share: float
    asked: int
    unanswered: int
    label: bool
    middle: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of shares 0–1, and the lines behind them as (y, percent)."""

    width: int
    height: int
    left: str
    right: str
    ground: str
    bars: tuple[Bar, ...]
    lines: tuple[tuple[str, int], ...]


def chart_of(shares: Sequence[Share]) -> Chart:
    """Shares as bars of one width; a day on which nothing was asked has a bar without height."""
    inner, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    step = inner / max(1, len(shares))
    every = max(1, -(-len(shares) // LABELS))
    bars = tuple(
        Bar(
            day=each.day,
            x=_number(LEFT + at * step + step * 0.1),
            width=_number(step * 0.8),
            y=_number(TOP + tall * (1 - each.share)),
            height=_number(tall * each.share),
            share=each.share,
            asked=each.asked,
            unanswered=each.unanswered,
            label=at % every == 0,
            middle=_number(LEFT + (at + 0.5) * step),
        )
        for at, each in enumerate(shares)
    )
    lines = tuple((_number(TOP + tall * (1 - part / 100)), part) for part in (0, 25, 50, 75, 100))
    return Chart(
        width=int(WIDTH),
        height=int(HEIGHT),
        left=_number(LEFT),
        right=_number(WIDTH - RIGHT),
        ground=_number(HEIGHT - 6),
        bars=bars,
        lines=lines,
    )


def _number(value: float) -> str:
    """As SVG writes it, whatever the page's language."""
    return f"{value:.1f}"
