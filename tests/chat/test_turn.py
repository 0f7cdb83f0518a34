"""The values of a turn can't be changed on the way, and a refusal carries what its end needs."""

from dataclasses import FrozenInstanceError, is_dataclass

import pytest

from chat import turn as values
from chat.turn import Failure, Outcome, Piece, Refusal


def test_every_value_is_frozen() -> None:
    shapes = [each for each in vars(values).values() if is_dataclass(each) and isinstance(each, type)]
    assert len(shapes) >= 10
    assert all(shape.__dataclass_params__.frozen for shape in shapes)  # type: ignore[attr-defined]


def test_a_piece_can_t_be_given_text_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        Piece().text = "x"  # type: ignore[misc]


def test_a_refusal_refuses_unless_it_says_otherwise() -> None:
    assert Refusal("x").outcome is Outcome.REFUSED
    assert Refusal("x", outcome=Outcome.HELD).outcome is Outcome.HELD


def test_a_refusal_may_carry_a_status() -> None:
    failure = Failure(code="x", status=403, says="no")
    assert Refusal("x", failure=failure).failure is failure
