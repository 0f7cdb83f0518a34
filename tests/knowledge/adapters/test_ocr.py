"""The recogniser on pages that lie in every direction."""

import numpy as np
import pytest

from knowledge.adapters import ocr
from tests.knowledge import files

LINES = ["Annual leave is ten days", "after one year of service", "and fifteen after ten years"]


@pytest.mark.slow
@pytest.mark.parametrize(("quarters", "turn"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_the_way_that_a_page_lies_is_found(quarters: int, turn: int) -> None:
    page = np.asarray(files.text_picture(LINES))[:, :, ::-1]
    found = ocr.loaded().read(np.ascontiguousarray(np.rot90(page, quarters)))
    assert found.turn == turn
    assert "Annual leave is ten days" in " ".join(line.text for line in found.lines)


@pytest.mark.slow
def test_a_tilt_of_a_degree_is_measured() -> None:
    page = np.asarray(files.text_picture(LINES).rotate(-1, fillcolor="white"))[:, :, ::-1]
    assert ocr.loaded().read(np.ascontiguousarray(page)).tilt == pytest.approx(0.0175, abs=0.012)


def test_an_empty_page_gives_nothing() -> None:
    found = ocr.loaded().read(np.full((600, 400, 3), 255, np.uint8))
    assert (found.lines, found.turn, found.confidence) == ((), 0, 0.0)
