"""Every code that another app may hand over has its word."""

from typing import get_args

import pytest

from chat.turn import Channel, Outcome, Stage
from chat.types import Audience, Tone
from console.outputs import words
from gateway.types import CardState, Location, ProbeStep, Purpose
from knowledge.types import STAGES, Sensitivity
from moderation.types import Action
from tenants.types import ROLES


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("ROLES", ROLES),
        ("ROLE_MEANS", ROLES),
        ("SENSITIVITIES", get_args(Sensitivity)),
        ("STAGES", STAGES),
        ("OUTCOMES", [*Outcome, ""]),
        ("CHANNELS", get_args(Channel)),
        ("TURN_STAGES", get_args(Stage)),
        ("LOCATIONS", get_args(Location)),
        ("CARD_STATES", get_args(CardState)),
        ("AUDIENCES", get_args(Audience)),
        ("TONES", get_args(Tone)),
        ("ACTIONS", list(Action)),
        ("CALL_PURPOSES", get_args(Purpose)),
        ("PROBE_STEPS", get_args(ProbeStep.__annotations__["name"]) or ["reachable", "images"]),
    ],
)
def test_no_code_is_left_without_a_word(kind: str, codes: list[str]) -> None:
    assert [code for code in codes if str(code) not in getattr(words, kind)] == []
