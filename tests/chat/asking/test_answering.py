"""Several questions in one message: each is answered from its own passages, or said to be absent."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from chat.asking.answering import answered
from chat.turn import Citation, Outcome, Piece, Refusal, Turn, TurnRequest
from gateway.types import Usage
from tests.chat.asking.values import part, rule

LEAVE, SICK, SHARED = rule("年假10天。"), rule("病假须证明。"), rule("总则。")
PARTS = (part(SHARED, LEAVE, question="年假几天？"), part(SICK, question="病假怎么请？"))


def turn(parts: Any = PARTS) -> Turn:
    values: dict[str, Any] = dict.fromkeys(("id", "bot", "conversation_id", "opened_at", "lease"))
    empty: dict[str, Any] = dict.fromkeys(("tenant_id", "bot_slug", "principal", "subject", "channel"))
    request = TurnRequest(**empty, question="年假几天？病假怎么请？")
    passages = (SHARED, SICK, LEAVE)
    return Turn(**values, request=request, language="zh-hans", masked=request.question, passages=passages, parts=parts)


def cited(n: int, one: Turn) -> Citation:
    held = one.passages[n - 1]
    return Citation(
        n=n,
        passage_id=held.id,
        document_id=held.document_id,
        version_id=held.version_id,
        document="",
        version=1,
        page=1,
        cell=None,
        quote="",
    )


async def model(one: Turn) -> AsyncGenerator[Piece]:
    """Cites the last passage of the part it is asked."""
    n = len(one.passages)
    yield Piece(text=f"{one.masked}[{n}]", citations=(cited(n, one),))
    yield Piece(finish="stop", usage=Usage(prompt_tokens=3, completion_tokens=2))


async def silent(one: Turn) -> AsyncGenerator[Piece]:
    if "年假" in one.masked:
        raise Refusal("not_in_material", outcome=Outcome.NOT_IN_MATERIAL)
    async for piece in model(one):
        yield piece


async def nothing(one: Turn) -> AsyncGenerator[Piece]:
    raise Refusal("not_in_material", outcome=Outcome.NOT_IN_MATERIAL)
    yield Piece()


async def told(held: Turn, answer: Any) -> list[Piece]:
    return [piece async for piece in answered(held, answer)]


async def test_each_part_is_answered_with_the_numbers_of_the_whole() -> None:
    pieces = await told(turn(), model)
    assert "".join(piece.text for piece in pieces) == "年假几天？[3]\n\n病假怎么请？[2]"
    citations = [each for piece in pieces for each in piece.citations]
    assert [(each.n, each.passage_id) for each in citations] == [(3, LEAVE.id), (2, SICK.id)]


async def test_what_all_parts_used_is_added_up() -> None:
    usage = [piece.usage for piece in await told(turn(), model) if piece.usage]
    assert usage[-1] == Usage(prompt_tokens=6, completion_tokens=4)


async def test_a_part_that_is_not_in_the_material_is_said_to_be_absent() -> None:
    text = "".join(piece.text for piece in await told(turn(), silent))
    assert text == "病假怎么请？[2]\n\n关于“年假几天”：资料中没有说明。"


async def test_where_no_part_is_there_the_turn_is_refused() -> None:
    with pytest.raises(Refusal):
        await told(turn(), nothing)


async def test_a_single_question_sees_all_passages_as_they_are() -> None:
    held = turn((part(SHARED, SICK, LEAVE, question="年假几天？病假怎么请？"),))
    assert "".join(piece.text for piece in await told(held, model)) == "年假几天？病假怎么请？[3]"
