"""Fit the weights of `answerable` to examples: a logistic regression, a few seconds on the CPU."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gateway.evidence.answerable import FEATURES

STEPS = 40
RESTRAINT = 3.0
"""How strongly weights are held towards zero (L2)."""


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a question with passages; `counts` is its weight among the others."""

    features: Sequence[float]
    answered: bool
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by feature, and the constant beside them."""

    weights: dict[str, float]
    middle: float


def fit(examples: Sequence[Example]) -> Fitted:
    """Newton's method on standardised features. Raises ValueError where all examples say the same."""
    if len({each.answered for each in examples}) < 2:
        raise ValueError("both kinds of examples are needed")
    found = np.array([each.features for each in examples], dtype=np.float64)
    answers = np.array([each.answered for each in examples], dtype=np.float64)
    counts = np.array([each.counts for each in examples], dtype=np.float64)
    mean, spread = np.average(found, axis=0, weights=counts), found.std(axis=0) + 1e-9
    weights = _solved(np.c_[(found - mean) / spread, np.ones(len(found))], answers, counts)
    plain = weights[:-1] / spread
    named = {name: round(float(value), 4) for name, value in zip(FEATURES, plain, strict=True)}
    return Fitted(named, round(float(weights[-1] - plain @ mean), 4))


def _solved(
    rows: NDArray[np.float64], answers: NDArray[np.float64], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    restraint = RESTRAINT * np.eye(rows.shape[1])
    restraint[-1, -1] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (likely - answers)) + restraint @ weights
        bend = (rows.T * (counts * likely * (1 - likely))) @ rows + restraint
        weights = weights - np.linalg.solve(bend, slope)
    return weights
