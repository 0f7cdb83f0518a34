"""The curve counts right and wrong answers above each threshold, and proposes none without enough of them."""

import pytest

from knowledge.pairing.curve import Tried, curve_of, share


def tried(score: float, *, right: bool, answerable: bool = True) -> Tried:
    return Tried("q", score, right, answerable, "p")


def test_precision_and_coverage_are_counted_at_each_threshold() -> None:
    curve = curve_of([tried(0.9, right=True), tried(0.8, right=False), tried(0.7, right=True)])
    at = {point.threshold: point for point in curve.points}
    assert (at[0.75].given, at[0.75].right) == (2, 1)
    assert at[0.75].precision.value == 0.5
    assert at[0.85].coverage.value == pytest.approx(1 / 3)


def test_the_lowest_threshold_that_keeps_the_precision_is_proposed() -> None:
    good = [tried(0.9, right=True)] * 40
    bad = [tried(0.7, right=False, answerable=False)] * 10
    assert curve_of([*good, *bad]).proposed == 0.71


def test_nothing_is_proposed_from_a_few_answers() -> None:
    assert curve_of([tried(0.9, right=True)] * 5).proposed is None


def test_the_likest_mistakes_are_shown_first() -> None:
    curve = curve_of([tried(0.6, right=False), tried(0.8, right=False), tried(0.9, right=True)])
    assert [each.score for each in curve.mistaken] == [0.8, 0.6]


def test_an_interval_is_wide_for_few_and_never_leaves_0_to_1() -> None:
    few, many = share(5, 5), share(500, 500)
    assert few.low < many.low < 1.0
    assert few.high == many.high == 1.0
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)
