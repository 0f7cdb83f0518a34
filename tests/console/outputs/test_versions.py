"""What differs between two versions, in words."""

from dataclasses import fields

from chat.types import BotSettings
from console.outputs.versions import NAMES, told_changes


def test_every_setting_has_a_name() -> None:
    assert {field.name for field in fields(BotSettings)} == set(NAMES)


def test_codes_become_words_and_lists_lines() -> None:
    changes = told_changes(
        {"tone": ("formal", "warm"), "suggested_questions": (("a", "b"), ()), "route_id": (None, "x")}
    )
    shown = [(str(change.before), str(change.after)) for change in changes]
    assert shown[1:] == [("a\nb", ""), ("", "x")]
    assert shown[0][0] != "formal"
