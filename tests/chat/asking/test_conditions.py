"""An answer names for whom a rule is, where it begins to rest on it."""

from time import monotonic
from typing import Any

from chat.asking.conditions import Conditions, stream
from chat.turn import Piece, Turn
from tests.chat.asking.values import BOTH, part, rule

SHANGHAI, BEIJING, PLAIN = rule(city=["上海", "广州"]), rule(city=["北京"]), rule()


def conditions(language: str = "zh-hans", **attributes: str) -> Conditions:
    return Conditions(turn(language, **attributes))


def turn(language: str = "zh-hans", **attributes: str) -> Turn:
    values: dict[str, Any] = dict.fromkeys(("id", "request", "bot", "conversation_id", "opened_at", "lease"))
    found = (SHANGHAI, BEIJING, PLAIN)
    return Turn(
        **values, language=language, attributes=BOTH, passages=found, parts=(part(*found, attributes=attributes),)
    )


def test_the_condition_that_was_applied_leads() -> None:
    assert conditions(city="上海").led("每月300元[1]。") == "按适用于上海的规定：每月300元[1]。"


def test_without_knowing_every_value_is_named() -> None:
    assert conditions().led("每月300元[1]。\n每月500元[2]。") == (
        "按适用于上海、广州的规定：每月300元[1]。\n按适用于北京的规定：每月500元[2]。"
    )


def test_it_is_named_once_as_long_as_it_stays() -> None:
    held = conditions(city="上海")
    assert held.led("每月300元[1]。") + held.led("随工资发放[1]。").replace("。", "") == (
        "按适用于上海的规定：每月300元[1]。随工资发放[1]"
    )


def test_a_rule_for_everybody_names_nobody() -> None:
    assert conditions().led("每年10天[3]。") == "每年10天[3]。"
    assert conditions().led("每年10天[1][3]。") == "每年10天[1][3]。"


def test_it_is_said_in_the_language_of_the_answer() -> None:
    assert conditions("en", city="上海").led("300 yuan[1].") == "For Shanghai: 300 yuan[1]."


async def test_a_stream_is_led_piece_by_piece() -> None:
    async def pieces() -> Any:
        for text in ("每月300元[1]。", "", "好的。"):
            yield Piece(text=text)

    told = [piece.text async for piece in stream(turn(city="上海"), pieces())]
    assert told == ["按适用于上海的规定：每月300元[1]。", "", "好的。"]


def test_blanks_without_a_mark_take_no_time() -> None:
    began = monotonic()
    assert conditions().led(" " * 1000) == " " * 1000
    assert monotonic() - began < 1
