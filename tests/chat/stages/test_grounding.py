"""When an answer may begin, and when it ends as not in the material."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest

from chat.stages import grounding
from chat.turn import Outcome, Piece, Refusal
from chat.types import BotSettings
from kit.ids import new_id
from tests.chat.values import LEAVE, SICK, passage

PASSAGES = (passage(LEAVE), passage(SICK, page=5))


def turn_of(**values: Any) -> Any:
    bot = Mock(settings=BotSettings(name="x", **({"base_ids": (new_id(),)} | values)))
    return Mock(bot=bot, passages=PASSAGES, parts=(), masked="年假几天", language="zh-hans")


async def streamed(turn: Any, *deltas: str) -> str:
    async def pieces() -> AsyncIterator[Piece]:
        for delta in deltas:
            yield Piece(text=delta)

    return "".join([piece.text async for piece in grounding.stream(turn, pieces())])


async def test_an_unsupported_stream_ends_as_not_in_material() -> None:
    with pytest.raises(Refusal) as refused:
        await streamed(turn_of(contact="人力资源部"), "公司提供免费健身房。")
    assert refused.value.outcome is Outcome.NOT_IN_MATERIAL
    assert "人力资源部" in refused.value.notice


async def test_a_bot_without_bases_is_not_touched() -> None:
    assert await streamed(turn_of(base_ids=()), "你好[1]", "，世界") == "你好[1]，世界"


async def test_no_passage_reaching_the_threshold_asks_no_model() -> None:
    turn = turn_of(threshold=0.95)
    with pytest.raises(Refusal) as refused:
        await grounding.run(turn)
    assert refused.value.reason == "not_in_material"


async def test_one_passage_at_the_threshold_is_enough() -> None:
    turn = turn_of(threshold=0.9)
    turn.passages = (replace(PASSAGES[0], score=0.2), replace(PASSAGES[1], score=0.9))
    assert await grounding.run(turn) is turn


async def test_what_is_clearly_absent_asks_no_model() -> None:
    turn = turn_of(contact="人力资源部")
    turn.masked = "食堂几点开饭？"
    with pytest.raises(Refusal) as refused:
        await grounding.run(turn)
    assert refused.value.outcome is Outcome.NOT_IN_MATERIAL


async def test_one_part_that_is_there_is_enough() -> None:
    turn = turn_of()
    turn.parts = (Mock(question="食堂几点开饭？"), Mock(question="年假有多少天？"))
    assert await grounding.run(turn) is turn
