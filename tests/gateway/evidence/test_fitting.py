"""Weights follow the examples, and are the same each time."""

import pytest

from gateway.evidence.answerable import FEATURES
from gateway.evidence.fitting import Example, fit


def example(value: float, *, answered: bool) -> Example:
    return Example([value] + [0.0] * (len(FEATURES) - 1), answered)


EXAMPLES = [example(place / 20, answered=place > 9) for place in range(20)]


def test_a_feature_that_tells_the_kinds_apart_is_weighed_up() -> None:
    fitted = fit(EXAMPLES)
    assert fitted.weights["means"] > 1
    assert all(abs(fitted.weights[name]) < 0.01 for name in FEATURES if name != "means")
    assert fitted == fit(EXAMPLES)


def test_examples_of_one_kind_teach_nothing() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        fit(EXAMPLES[10:])
