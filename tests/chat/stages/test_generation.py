"""What the model is told, and what becomes of what it says."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from chat.stages import generation
from chat.turn import Piece, Turn
from chat.types import BotSettings
from gateway.types import Call, Card, Decision, Delta, Params, Queued, Switched, Usage
from kit.ids import new_id
from tests.chat.values import card, passage
from tests.chat.wording.test_endings import turn
from tests.chat.wording.test_questions import request


def routed(chosen: Card | None = None, **values: Any) -> Turn:
    call = Call(tenant_id=new_id(), purpose="answer", sensitivity="internal", personal=False, legal_basis="contract")
    decision = Decision(card=chosen or card(), reason="first_choice", passed_over=(("a", "resting"),))
    made = turn(call=call, decision=decision, passages=(passage(),), masked="我是***", personal=True)
    made.bot.settings = BotSettings(name="x", base_ids=(new_id(),))
    return replace(replace(made, request=request("我是王五")), language="zh-hans", **values)


async def test_a_model_of_the_house_may_know_personal_data_and_the_call_says_so() -> None:
    written = await generation.run(routed())
    assert written.prompt[-1].content.endswith("\n\n问题：我是王五")
    assert written.call
    assert written.call.personal


async def test_a_hosted_model_is_told_the_masked_question() -> None:
    written = await generation.run(routed(card("hosted")))
    assert written.prompt[-1].content.endswith("\n\n问题：我是***")
    assert written.call
    assert not written.call.personal


async def test_the_prompt_s_version_is_on_record() -> None:
    assert (await generation.run(routed())).versions["prompt"] == "answer-3"


async def test_a_turn_without_a_route_asks_nobody() -> None:
    with pytest.raises(ValueError, match="routed"):
        await generation.run(turn())


async def pieces_of(
    monkeypatch: pytest.MonkeyPatch, made: Turn, *parts: Any, seen: list[Any] | None = None
) -> list[Piece]:
    async def stream(call: Any, decision: Any, messages: Any, params: Any, *, passages: Any) -> AsyncIterator[Any]:
        if seen is not None:
            seen.append(params)
        for part in parts:
            yield part

    monkeypatch.setattr(generation.completion, "stream", stream)
    return [piece async for piece in generation.stream(made)]


async def test_deltas_become_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = Usage(prompt_tokens=1, completion_tokens=2)
    pieces = await pieces_of(monkeypatch, routed(), Delta(text="年假"), Delta(finish="length", usage=usage))
    assert pieces == [Piece(text="年假"), Piece(finish="length", usage=usage)]


async def test_a_place_in_the_queue_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    (piece,) = await pieces_of(monkeypatch, routed(), Queued(place=3))
    assert piece.progress is not None
    assert (piece.progress.state, piece.progress.data) == ("waiting", {"place": 3})


async def test_a_fallback_is_on_record_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = card(), card("private")
    (piece,) = await pieces_of(monkeypatch, routed(first), Switched(before=first, card=second, reason="server_error"))
    assert piece.decision is not None
    assert piece.decision.card is second
    assert piece.decision.passed_over == (("a", "resting"), (first.name, "server_error"))


@pytest.mark.parametrize(("chosen", "told"), [(None, 800), (50, 50), (100_000, 800)])
async def test_the_caller_s_limit_holds_within_the_platform_s(
    monkeypatch: pytest.MonkeyPatch, chosen: int | None, told: int
) -> None:
    seen: list[Params] = []
    asked = routed()
    asked = replace(asked, request=replace(asked.request, params=Params(max_tokens=chosen, stop=("x",))))
    await pieces_of(monkeypatch, asked, Delta(finish="stop"), seen=seen)
    assert (seen[0].max_tokens, seen[0].stop) == (told, ("x",))


@pytest.mark.parametrize(("chosen", "told"), [(None, 0.0), (0.7, 0.7)])
async def test_an_answer_from_the_material_is_left_to_no_chance(
    monkeypatch: pytest.MonkeyPatch, chosen: float | None, told: float
) -> None:
    seen: list[Any] = []
    asked = await generation.run(routed())
    asked = replace(asked, request=replace(asked.request, params=Params(temperature=chosen)))
    await pieces_of(monkeypatch, asked, Delta(finish="stop"), seen=seen)
    assert seen[0].temperature == told
