"""Nothing unscreened passes this stage, and a broken moderator is a refusal."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.stages import output_moderation
from chat.stages.output_moderation import Gate
from chat.turn import Citation, Piece, Refusal, Turn
from kit.ids import new_id
from moderation.types import Action
from tests.chat.values import WordScreen, passage
from tests.chat.wording.test_endings import turn


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> WordScreen:
    held = WordScreen()

    async def screened(of: Turn) -> WordScreen:
        return held

    monkeypatch.setattr(output_moderation, "_screen", screened)
    return held


async def told(*deltas: str) -> AsyncIterator[Piece]:
    for delta in deltas:
        yield Piece(text=delta)


async def shown(pieces: AsyncIterator[Piece], seen: list[str]) -> None:
    async with aclosing(output_moderation.stream(turn(), pieces)) as released:
        async for piece in released:
            seen.append(piece.text)


async def test_a_clean_text_arrives_whole(screen: WordScreen) -> None:
    seen: list[str] = []
    await shown(told("年假", "有十", "天。"), seen)
    assert "".join(seen) == "年假有十天。"


@pytest.mark.parametrize("deltas", [("答违禁词案",), ("答违", "禁词案"), ("答违禁", "词案"), tuple("答违禁词案")])
async def test_not_even_half_a_forbidden_word_is_released(screen: WordScreen, deltas: tuple[str, ...]) -> None:
    seen: list[str] = []
    with pytest.raises(Refusal) as refused:
        await shown(told(*deltas), seen)
    assert "".join(seen) == "答"
    assert refused.value.verdict is not None
    assert refused.value.verdict[0] == "output"


async def test_a_moderator_that_breaks_in_the_middle_refuses(screen: WordScreen) -> None:
    seen: list[str] = []

    async def pieces() -> AsyncIterator[Piece]:
        yield Piece(text="年假有十天。")
        screen.broken = True
        yield Piece(text="不该出现")

    with pytest.raises(Refusal, match="moderation_broken"):
        await shown(pieces(), seen)
    assert "不" not in "".join(seen)


async def test_a_stopped_stream_closes_the_one_that_feeds_it(screen: WordScreen) -> None:
    closed: list[bool] = []

    async def pieces() -> AsyncIterator[Piece]:
        try:
            while True:
                yield Piece(text="违禁词")
        finally:
            closed.append(True)

    with pytest.raises(Refusal):
        await shown(pieces(), [])
    assert closed == [True]


async def test_passages_that_the_policy_stops_are_not_used(screen: WordScreen) -> None:
    found = (passage("正常的规定。"), passage("含有违禁词的段落。"))
    screened = await output_moderation.run(turn(passages=found))
    assert screened.passages == found[:1]


@pytest.mark.parametrize("place", ["path", "document"])
async def test_what_stands_beside_a_passage_is_screened_like_it(screen: WordScreen, place: str) -> None:
    screened = await output_moderation.run(turn(passages=(passage("正常的规定。", **{place: "违禁词"}),)))
    assert screened.passages == ()


async def test_personal_data_in_a_passage_is_masked_before_it_is_shown(screen: WordScreen) -> None:
    screen.action = Action.MASK
    screened = await output_moderation.run(turn(passages=(passage("电话违禁词。"),)))
    assert screened.passages[0].text == "电话***。"


async def test_a_broken_moderator_shows_no_passage(screen: WordScreen) -> None:
    screen.broken = True
    with pytest.raises(Refusal):
        await output_moderation.run(turn(passages=(passage(),)))


def citation(n: int) -> Citation:
    place: dict[str, Any] = {"document": "d", "version": 1, "page": 1, "cell": None, "quote": "q"}
    return Citation(n=n, passage_id=new_id(), document_id=new_id(), version_id=new_id(), **place)


def test_a_citation_follows_its_mark() -> None:
    gate = Gate(WordScreen().stream())
    first = gate.take(Piece(text="年假十天[1]。", citations=(citation(1),)))
    rest = gate.finish()
    assert first.text == "年假十天[1"
    assert first.citations == ()
    assert [each.n for each in rest.citations] == [1]


@given(st.lists(st.sampled_from("甲乙[1]。"), max_size=30), st.integers(min_value=1, max_value=7))
def test_every_mark_that_is_released_brings_its_citation(letters: list[str], size: int) -> None:
    text = "".join(letters)
    gate = Gate(WordScreen().stream())
    pieces = [
        gate.take(Piece(text=text[at : at + size], citations=(citation(1),) if at == 0 else ()))
        for at in range(0, len(text), size)
    ]
    pieces.append(gate.finish())
    assert "".join(piece.text for piece in pieces) == text
    brought = [each for piece in pieces for each in piece.citations]
    assert bool(brought) == ("[1]" in text)
