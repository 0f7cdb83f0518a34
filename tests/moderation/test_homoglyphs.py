"""Look-alikes stand for one Latin letter each."""

import string

from moderation.homoglyphs import _ALIKE, lookalikes


def test_every_lookalike_is_read_as_a_latin_letter() -> None:
    assert {chr(code) for code in lookalikes().values()} == set(string.ascii_lowercase)


def test_no_character_is_taken_for_two_letters() -> None:
    others = "".join(_ALIKE.values())
    assert len(set(others)) == len(others)


def test_no_latin_letter_is_taken_for_another() -> None:
    assert not set(string.ascii_lowercase) & {chr(code) for code in lookalikes()}
