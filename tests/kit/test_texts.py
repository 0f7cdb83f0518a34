"""What the database refuses is known before it is asked."""

import pytest

from kit.texts import storable


@pytest.mark.parametrize("text", ["a\0b", "\0", "年假\ud83d", "\udc00"])
def test_a_nul_or_half_a_character_cannot_be_stored(text: str) -> None:
    assert not storable(text)


@pytest.mark.parametrize("text", ["", "年假 🙂", "a\n\x1b"])
def test_anything_else_can(text: str) -> None:
    assert storable(text)
