"""Values that other apps hold can't be changed under them, and show no secret."""

from dataclasses import FrozenInstanceError

import pytest

from gateway.adapters.endpoint import Endpoint
from gateway.types import IN_HOUSE, Message, Params


def test_values_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Message("user", "x").content = "y"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Params().temperature = 1.0  # type: ignore[misc]


def test_hosted_is_not_in_the_house() -> None:
    assert frozenset({"builtin", "local", "private"}) == IN_HOUSE


def test_an_endpoint_prints_no_key() -> None:
    assert "k-secret" not in repr(Endpoint(model="m", key="k-secret"))
