"""A curve of thresholds as the points of a drawing: lines and the bands of their intervals, in a box of 640 by 260."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.selectors import Curve, Point, Share

LEFT, RIGHT, TOP, BOTTOM = 44.0, 628.0, 12.0, 228.0
FIRST, LAST = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its band, as SVG writes points."""

    points: str
    band: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its number."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """What the template draws; `chosen` is a place on the lower axis, empty beyond it."""

    precision: Line
    coverage: Line
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    chosen: str
    rows: tuple[Point, ...]


def drawn(curve: Curve, chosen: float) -> Plot:
    """The curve in the box, and the points that the table beside it shows."""
    given = [point for point in curve.points if point.given]
    return Plot(
        precision=_line(given, lambda point: point.precision),
        coverage=_line(curve.points, lambda point: point.coverage),
        across=tuple(Tick(str(_across(step / 10)), f"{step / 10:.1f}") for step in range(5, 11)),
        up=tuple(Tick(str(_up(step / 4)), f"{step * 25} %") for step in range(5)),
        chosen=str(_across(chosen)) if chosen <= LAST else "",
        rows=tuple(point for point in curve.points if round(point.threshold * 100) % 5 == 0),
    )


def _line(points: Sequence[Point], of: Callable[[Point], Share]) -> Line:
    above = [(point.threshold, of(point).high) for point in points]
    below = [(point.threshold, of(point).low) for point in reversed(points)]
    return Line(
        points=_written([(point.threshold, of(point).value) for point in points]), band=_written([*above, *below])
    )


def _written(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_across(threshold)},{_up(share)}" for threshold, share in places)


def _across(threshold: float) -> float:
    return round(LEFT + (threshold - FIRST) / (LAST - FIRST) * (RIGHT - LEFT), 1)


def _up(share: float) -> float:
    return round(BOTTOM - share * (BOTTOM - TOP), 1)
