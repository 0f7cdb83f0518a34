"""What crosses to the front doors is frozen and has sensible defaults."""

from dataclasses import is_dataclass

from chat import types
from chat.types import BotSettings


def test_every_value_is_frozen() -> None:
    shapes = [each for each in vars(types).values() if is_dataclass(each) and isinstance(each, type)]
    assert len(shapes) >= 8
    assert all(shape.__dataclass_params__.frozen for shape in shapes)  # type: ignore[attr-defined]


def test_a_bot_is_for_staff_unless_it_is_said() -> None:
    assert BotSettings(name="x").audience == "staff"
