"""A curve is drawn inside its box, with its bands, and marks the threshold that holds."""

from console.outputs.curves import BOTTOM, LEFT, RIGHT, TOP, drawn
from knowledge.pairing.curve import Tried, curve_of

CURVE = curve_of([Tried("q", 0.9, True, True, "p")] * 30 + [Tried("q", 0.6, False, False, "p")] * 5)


def places(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (each.split(",") for each in points.split())]


def test_every_point_lies_in_the_box() -> None:
    plot = drawn(CURVE, 0.9)
    drawn_at = [place for line in (plot.precision, plot.coverage) for place in places(f"{line.points} {line.band}")]
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in drawn_at)


def test_a_band_goes_there_and_back() -> None:
    plot = drawn(CURVE, 0.9)
    assert len(places(plot.coverage.band)) == 2 * len(places(plot.coverage.points))


def test_the_threshold_is_marked_unless_it_is_off() -> None:
    assert drawn(CURVE, 0.75).chosen == str((LEFT + RIGHT) / 2)
    assert drawn(CURVE, 1.01).chosen == ""


def test_the_table_has_every_twentieth() -> None:
    assert [point.threshold for point in drawn(CURVE, 0.9).rows][:3] == [0.5, 0.55, 0.6]
