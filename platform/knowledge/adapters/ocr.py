"""Text recognition on the picture of a page. Imported only where it is needed: the libraries and models take 120 MB."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr_onnxruntime import RapidOCR

from knowledge.recognised import Found, FoundLine

LONGEST_SIDE = 1600  # pixels: larger pictures take twice the memory and are read no better
TALL = 1.5  # a box this much higher than wide holds text that runs up or down
UPSIDE_DOWN = "180"
WORDS = 2.5  # sides of a box from which its slope says something
LEAST_TILT = 0.004  # radians: a quarter of a degree


class _Turning:
    """The engine's own judge of lines that stand on their heads, with its verdicts kept."""

    def __init__(self, judge: Any) -> None:
        self._judge = judge
        self.upside_down: list[bool] = []

    def __call__(self, crops: Any) -> Any:
        crops, verdicts, seconds = self._judge(crops)
        self.upside_down = [label == UPSIDE_DOWN for label, _ in verdicts]
        return crops, verdicts, seconds


@cache
def loaded() -> Recogniser:
    """The recogniser of this process."""
    return Recogniser.load()


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The models, loaded once. One thread: pages are spread over processes, and a process that forks has no others."""

    engine: RapidOCR
    turning: _Turning

    @classmethod
    def load(cls) -> Recogniser:
        """Takes a fifth of a second."""
        cv2.setNumThreads(1)
        engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
        engine.text_cls = turning = _Turning(engine.text_cls)
        return cls(engine, turning)

    def read(self, picture: NDArray[np.uint8]) -> Found:
        """The lines of a picture (height × width × 3, blue first), placed as shares of it. Any order."""
        height, width = picture.shape[:2]
        self.turning.upside_down = []
        rows, _ = self.engine(picture)
        corners = [np.array(row[0], dtype=float) for row in rows or ()]
        turn = _quarters(corners, self.turning.upside_down)
        lines = tuple(
            FoundLine(str(row[1]).strip(), round(float(row[2]), 4), _share(place, width, height))
            for row, place in zip(rows or (), corners, strict=True)
            if str(row[1]).strip()
        )
        return Found(lines, turn, _tilt(corners) if turn == 0 else 0.0)


def _share(corners: NDArray[np.float64], width: int, height: int) -> tuple[float, float, float, float]:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return tuple(  # type: ignore[return-value]
        round(float(edge), 5) for edge in (left / width, top / height, right / width, bottom / height)
    )


def _quarters(corners: list[NDArray[np.float64]], upside_down: list[bool]) -> int:
    """By how many quarters the page must be turned to the right so that most of its text reads from left to right."""
    if not corners:
        return 0
    tall = sum(1 for place in corners if _is_tall(place)) > len(corners) / 2
    heads_down = sum(upside_down) > len(upside_down) / 2
    # A tall line was turned to the left before it was judged: upright then, it runs down the page.
    return (1 if heads_down else 3) if tall else (2 if heads_down else 0)


def _is_tall(corners: NDArray[np.float64]) -> bool:
    across, down = np.ptp(corners, axis=0)
    return bool(down > TALL * across)


def _tilt(corners: list[NDArray[np.float64]]) -> float:
    """Radians by which lines fall to the right, 0 for a straight page."""
    slopes = [
        math.atan2(place[1][1] - place[0][1], place[1][0] - place[0][0])
        for place in corners
        if np.ptp(place[:, 0]) > WORDS * np.ptp(place[:, 1])
    ]
    tilt = median(slopes) if len(slopes) > 2 else 0.0
    return round(tilt, 5) if abs(tilt) > LEAST_TILT else 0.0
