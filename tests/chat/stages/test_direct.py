"""A question that a pair answers gets that answer, word for word, cited, screened and labelled, and asks no model."""

from uuid import UUID

import pytest

from audit.selectors import turn_evidence
from chat.services import save_bot
from chat.stages import input_moderation, output_moderation
from chat.turn import Outcome, Passages, Progress
from kit.database import run_plain
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.services import create_base, create_pair, delete_pair, save_pair
from knowledge.types import PairInfo, PairSource
from tests.cast import job
from tests.chat.conftest import Library, Model, Room
from tests.chat.values import WordScreen

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION, ANSWER = "年假有多少天？", "入职满一年有10天年假。\n未休完的可延至次年3月31日。"


@pytest.fixture
def base_id(room: Room) -> UUID:
    """The base that the room's bot answers from."""
    by = job(room.tenant)
    with tenant_scope(room.tenant.id):
        made = create_base(slug="faq", name="FAQ", by=by)
        settings = room.bot.settings.__class__(name="Bot", base_ids=(made.id,), threshold=0.0)
        save_bot(bot_id=room.bot.id, settings=settings, by=by, note="")
    return made.id


def pair_in(room: Room, base_id: UUID, *questions: str, answer: str = ANSWER, **more: object) -> PairInfo:
    with tenant_scope(room.tenant.id):
        made = create_pair(base_id=base_id, questions=questions or (QUESTION,), answer=answer, by=job(room.tenant), state="approved", **more)  # type: ignore[arg-type]  # fmt: skip
    run_due(room.tenant.id)
    return made


@pytest.fixture
def pair(room: Room, base_id: UUID) -> PairInfo:
    return pair_in(room, base_id)


async def test_the_answer_is_the_pairs_word_for_word(room: Room, pair: PairInfo, model: Model) -> None:
    told = await room.ask("请问年假有多少天")
    assert told.closed.outcome is Outcome.DIRECT
    assert told.closed.answer == f"{ANSWER} [1]"
    assert told.closed.label.text
    assert model.asked == []
    assert [(each.n, each.passage_id, each.version) for each in told.closed.citations] == [(1, pair.passage_id, 1)]


async def test_the_pair_is_shown_as_the_passage_behind_it(room: Room, pair: PairInfo) -> None:
    told = await room.ask(QUESTION)
    (shown,) = told.of(Passages)
    assert [(each.id, each.kind) for each in shown.passages] == [(pair.passage_id, "pair")]
    assert "retrieval" not in [event.stage for event in told.of(Progress)]


async def test_the_evidence_names_the_pair_its_version_and_its_likeness(room: Room, pair: PairInfo) -> None:
    told = await room.ask(QUESTION)
    record = await room.record(told.opened.turn_id)
    assert record.versions["pair"] == f"{pair.id} v1: 1.000 of 0.900"
    assert await room.unit(turn_evidence, told.opened.turn_id)


async def test_below_the_threshold_the_question_is_searched_for(room: Room, pair: PairInfo, model: Model) -> None:
    told = await room.ask("没有休完的年假怎么办？")
    assert told.closed.outcome is not Outcome.DIRECT
    assert "retrieval" in told.stages


async def test_a_question_that_differs_in_a_number_is_not_answered_directly(room: Room, base_id: UUID) -> None:
    await run_plain(pair_in, room, base_id, "满5年有几天年假？")
    told = await room.ask("满7年有几天年假？")
    assert told.closed.outcome is not Outcome.DIRECT


async def test_an_edited_pair_answers_anew(room: Room, pair: PairInfo) -> None:
    def edit() -> None:
        save_pair(pair_id=pair.id, questions=[QUESTION], answer="现在是15天。", by=job(room.tenant))

    await room.unit(edit)
    before = await room.ask(QUESTION)
    await _indexed(room)
    after = await room.ask(QUESTION)
    assert before.closed.answer == f"{ANSWER} [1]"
    assert after.closed.answer == "现在是15天。 [1]"
    assert after.closed.citations[0].version == 2


async def test_a_deleted_pair_answers_no_more(room: Room, pair: PairInfo, library: Library) -> None:
    await room.unit(lambda: delete_pair(pair_id=pair.id, by=job(room.tenant)))
    told = await room.ask(QUESTION)
    assert told.closed.outcome is not Outcome.DIRECT


async def test_an_answer_that_the_policy_stops_is_not_given(
    room: Room, pair: PairInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = WordScreen("次年")
    for stage in (input_moderation, output_moderation):
        monkeypatch.setattr(stage, "screen_for", lambda policy_id, side: screen)
    told = await room.ask(QUESTION)
    assert told.closed.outcome is Outcome.REFUSED
    assert "次年" not in told.closed.answer


async def test_a_pair_for_some_people_only_does_not_answer_who_is_unknown(room: Room, base_id: UUID) -> None:
    await run_plain(pair_in, room, base_id, audience={"city": ("上海",)})
    told = await room.ask(QUESTION)
    assert told.closed.outcome is not Outcome.DIRECT


async def test_what_the_pair_rests_on_is_cited_beside_it(room: Room, base_id: UUID) -> None:
    ground = await run_plain(pair_in, room, base_id, "加班费怎么算？", answer="按规定计算。")
    source = PairSource(
        document_id=ground.document_id,
        version_id=ground.version_id,
        passage_id=ground.passage_id,
        document="d",
        version=1,
    )
    await run_plain(pair_in, room, base_id, source=source)
    told = await room.ask(QUESTION)
    assert told.closed.answer == f"{ANSWER} [1][2]"
    assert [each.passage_id for each in told.closed.citations][1] == ground.passage_id


async def _indexed(room: Room) -> None:
    await run_plain(run_due, room.tenant.id)
