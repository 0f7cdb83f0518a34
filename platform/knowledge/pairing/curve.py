"""How often direct answers would be right, and how often one would be given, for each threshold. Plain numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WANTED = 0.95
"""Precision that a proposed threshold keeps."""
FEWEST = 20
"""Answers below which a share says too little to propose anything."""
STEPS = tuple(round(0.5 + step / 100, 2) for step in range(51))
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Tried:
    """A question whose best match is known: its likeness, whether that pair is the right one, and whether any is."""

    question: str
    score: float
    right: bool
    answerable: bool
    nearest: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval (Wilson)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a threshold does: `precision` of the answers given, `coverage` of the questions that could be answered."""

    threshold: float
    given: int
    right: int
    precision: Share
    coverage: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The points from 0.5 to 1, the lowest threshold that keeps the wanted precision (None: too little to tell), and the
    likest questions with a wrong answer."""

    points: tuple[Point, ...]
    asked: int
    answerable: int
    proposed: float | None
    mistaken: tuple[Tried, ...]


def curve_of(tried: Sequence[Tried]) -> Curve:
    """The curve of these questions."""
    answerable = sum(each.answerable for each in tried)
    points = tuple(_point(threshold, tried, answerable) for threshold in STEPS)
    wrong = sorted((each for each in tried if not each.right), key=lambda each: (-each.score, each.question))
    return Curve(
        points=points,
        asked=len(tried),
        answerable=answerable,
        proposed=_proposed(points),
        mistaken=tuple(each for each in wrong if each.score >= STEPS[0])[:10],
    )


def share(part: int, whole: int) -> Share:
    """Wilson's interval: honest for few cases and near 0 and 1."""
    if not whole:
        return Share(0.0, 0.0, 1.0)
    value, weight = part / whole, _Z**2 / whole
    middle = (value + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * math.sqrt(value * (1 - value) / whole + weight / (4 * whole))
    return Share(value, 0.0 if not part else middle - half, 1.0 if part == whole else middle + half)


def _point(threshold: float, tried: Sequence[Tried], answerable: int) -> Point:
    given = [each for each in tried if each.score >= threshold]
    right = sum(each.right for each in given)
    return Point(
        threshold=threshold,
        given=len(given),
        right=right,
        precision=share(right, len(given)),
        coverage=share(right, answerable),
    )


def _proposed(points: Sequence[Point]) -> float | None:
    """The lowest threshold from which on every one with enough answers keeps the precision."""
    found = None
    for point in reversed(points):
        if point.given < FEWEST:
            continue
        if point.precision.value < WANTED:
            break
        found = point.threshold
    return found
