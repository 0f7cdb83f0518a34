"""The real lexicons and detectors, through a whole turn: a tenant's own term, split anywhere, on every way out."""

import pytest

from chat.turn import Outcome
from gateway.types import Message
from moderation.services import add_entry
from tests.cast import job
from tests.chat.conftest import Library, Model, Room
from tests.chat.values import card, passage

pytestmark = pytest.mark.django_db(transaction=True)

TERM = "蓝鲸契约"
PHONE = "13812345678"


async def forbid(room: Room) -> None:
    await room.unit(add_entry, kind="term", text=TERM, category="A.1.a", by=job(room.tenant))


SENTENCE = f"好的，{TERM}如下。"


@pytest.mark.parametrize("cut", range(1, len(SENTENCE)))
async def test_a_term_split_at_any_place_never_leaves(free_room: Room, model: Model, cut: int) -> None:
    await forbid(free_room)
    model.says = (SENTENCE[:cut], SENTENCE[cut:])
    told = await free_room.ask("你好")
    assert told.closed.outcome is Outcome.REFUSED
    assert not set(TERM) & set(told.text.split("\n")[0])


async def test_a_term_letter_by_letter_never_leaves_an_answer_with_citations(room: Room, model: Model) -> None:
    await forbid(room)
    model.says = tuple(f"入职满一年有10天年假[1]。未休完的可以延至{TERM}。")
    told = await room.ask()
    assert not set(TERM) & set(told.text.split("\n")[0])


async def test_a_term_in_a_document_is_neither_shown_nor_told_to_a_model(
    room: Room, model: Model, library: Library
) -> None:
    await forbid(room)
    library.passages = (*library.passages, passage(f"另有{TERM}一份。"))
    told = await room.ask()
    assert len(told.passages) == 2
    assert all(TERM not in message.content for message in model.asked[0][1])


async def test_a_term_in_a_question_reaches_no_model(room: Room, model: Model) -> None:
    await forbid(room)
    told = await room.ask(f"{TERM}是什么？")
    assert (told.closed.outcome, model.asked) == (Outcome.REFUSED, [])


@pytest.mark.parametrize("role", ["user", "assistant"])
async def test_a_term_in_a_caller_s_history_reaches_no_model(room: Room, model: Model, role: str) -> None:
    await forbid(room)
    history = (Message(role, f"说说{TERM}"),)  # type: ignore[arg-type]
    told = await room.ask("继续", history=history, channel="openai")
    assert (told.closed.outcome, model.asked) == (Outcome.REFUSED, [])


async def test_a_phone_number_is_masked_before_a_hosted_model_and_in_the_search(
    room: Room, model: Model, library: Library
) -> None:
    model.card = card("hosted")
    told = await room.ask(f"我的电话是{PHONE}，年假几天？")
    assert PHONE not in "".join(message.content for message in model.asked[0][1])
    assert PHONE not in library.searched[0]["question"]
    assert told.closed.outcome is Outcome.ANSWERED


async def test_a_new_term_holds_for_the_next_turn(free_room: Room, model: Model) -> None:
    model.says = (SENTENCE,)
    assert (await free_room.ask("你好")).closed.outcome is Outcome.ANSWERED
    await forbid(free_room)
    assert (await free_room.ask("你好")).closed.outcome is Outcome.REFUSED
