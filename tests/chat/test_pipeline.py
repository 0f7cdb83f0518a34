"""One question from its opening entry to its closing entry, through every stage and to every end."""

from dataclasses import replace
from typing import Any

import pytest

from audit.selectors import entries
from audit.types import Filters
from chat.errors import BotClosed, BotNotFound, ConversationNotFound, QuestionInvalid
from chat.pipeline import collect, run_turn
from chat.selectors import conversation
from chat.services import pause_bot, publish_bot
from chat.stages import input_moderation, output_moderation
from chat.turn import Outcome, Passages, Released
from gateway.errors import GatewayBusy, NoRoute, UpstreamBroken
from gateway.types import Delta
from moderation.types import Action
from tenants.types import Subject
from tests.cast import Person, job
from tests.chat.conftest import Library, Model, Room, Told
from tests.chat.values import WordScreen, card

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERED = ("入职满一年有10天年假[1]。", "未休完的")
"""A whole sentence, and the beginning of one."""


async def phases(room: Room, told: Told) -> list[str]:
    """The phases of the turn's audit entries, oldest first."""
    page = await room.unit(entries, Filters(turn_id=told.opened.turn_id))
    return [entry.phase for entry in reversed(page.entries)]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> WordScreen:
    """A policy that stops one made-up word, on every side."""
    held = WordScreen()
    for stage in (input_moderation, output_moderation):
        monkeypatch.setattr(stage, "screen_for", lambda policy_id, side: held)
    return held


# The ordinary way.


async def test_an_answer_streams_cited_labelled_and_recorded(room: Room) -> None:
    told = await room.ask()
    assert told.closed.outcome is Outcome.ANSWERED
    assert told.text == told.closed.answer == "入职满一年有10天年假[1]。未休完的可以延至次年3月31日[1]。"
    assert [each.n for each in told.closed.citations] == [1, 1]
    assert told.closed.label.text
    assert await phases(room, told) == ["opened", "closed"]


async def test_the_stages_run_in_their_order(room: Room) -> None:
    told = await room.ask()
    finding = ["consent", "input_moderation", "understanding", "direct", "retrieval", "output_moderation"]
    assert told.stages == [*finding, "grounding", "clarification", "routing", "generation"]


async def test_passages_are_shown_before_the_answer(room: Room, library: Library) -> None:
    told = await room.ask()
    kinds = [type(event) for event in told.events]
    assert told.passages == library.passages
    assert kinds.index(Passages) < kinds.index(Released)


async def test_every_released_text_carries_its_label_and_place(room: Room) -> None:
    told = await room.ask()
    places = [event.seq for event in told.of(Released)]
    assert places == sorted(places)
    assert places[-1] == len(told.text)
    assert all(event.label == told.closed.label for event in told.of(Released))


async def test_collect_gives_the_end(room: Room) -> None:
    closed = await collect(run_turn(room.request()))
    assert closed.outcome is Outcome.ANSWERED


async def test_the_record_explains_the_turn(room: Room) -> None:
    told = await room.ask()
    record = await room.record(told.opened.turn_id)
    assert record.question == "年假有多少天？"
    assert record.answer == told.text
    assert [each["n"] for each in record.passages] == [1, 2]
    assert record.prompt[-1]["content"].endswith("\n\n问题：年假有多少天？")
    assert record.decision["reason"] == "first_choice"
    assert record.versions["prompt"]
    assert (record.prompt_tokens, record.completion_tokens) == (50, 20)
    assert {"consent", "retrieval", "generation"} <= {stage for stage, _ in record.timings}
    assert {each["side"] for each in record.verdicts} == {"input", "output"}


async def test_a_conversation_goes_on_with_what_was_said(room: Room, model: Model, library: Library) -> None:
    first = await room.ask()
    await room.ask("那病假呢？", conversation_id=first.opened.conversation_id)
    said = [message.content for message in model.asked[1][1]]
    assert "年假有多少天？" in said
    assert first.text in said
    assert library.searched[1]["question"] == "病假有多少天？"
    seen = await room.unit(conversation, first.opened.conversation_id, subject=room.request().subject)
    assert [turn.question for turn in seen.turns] == ["年假有多少天？", "那病假呢？"]


async def test_the_search_sees_who_asks(room: Room, library: Library) -> None:
    await room.ask()
    assert library.searched[0]["principal"] == room.person.principal
    assert library.searched[0]["base_ids"] == room.bot.settings.base_ids


async def test_a_bot_without_bases_streams_characters(free_room: Room, model: Model) -> None:
    model.says = ("你", "好", "，世界")
    told = await free_room.ask("你好")
    assert told.text == "你好，世界"
    assert len(told.of(Released)) > 1
    assert told.closed.citations == ()


# Who is let in.


async def test_an_unknown_bot_is_not_found(room: Room) -> None:
    with pytest.raises(BotNotFound):
        await room.ask(bot_slug="nobody")


async def test_a_closed_bot_answers_only_its_test_chat(room: Room) -> None:
    await room.unit(publish_bot, bot_id=room.bot.id, published=False, by=job(room.tenant))
    with pytest.raises(BotClosed):
        await room.ask()
    assert (await room.ask(test=True)).closed.outcome is Outcome.ANSWERED


async def test_a_paused_bot_answers_nobody(room: Room) -> None:
    await room.unit(pause_bot, bot_id=room.bot.id, paused=True, by=job(room.tenant))
    with pytest.raises(BotClosed):
        await room.ask(test=True)


async def test_a_bot_for_staff_does_not_answer_the_widget(room: Room) -> None:
    with pytest.raises(BotClosed):
        await room.ask(channel="widget")


async def test_another_person_s_conversation_is_not_found(room: Room, ben: Person) -> None:
    first = await room.ask()
    stranger = Subject(tenant_id=room.tenant.id, channel="console", external_id=str(ben.principal.id))
    with pytest.raises(ConversationNotFound):
        await room.ask(conversation_id=first.opened.conversation_id, subject=stranger)


async def test_an_endless_question_is_refused_before_anything_is_written(room: Room) -> None:
    with pytest.raises(QuestionInvalid):
        await room.ask("a" * 1_000_000)


# Refusals and the other ends.


async def test_without_a_basis_nothing_is_processed(room: Room, model: Model, library: Library) -> None:
    visitor = Subject(tenant_id=room.tenant.id, channel="widget", external_id="v1")
    told = await room.ask(subject=visitor)
    assert (told.closed.outcome, told.closed.error.status) == (Outcome.REFUSED, 403)  # type: ignore[union-attr]
    assert told.closed.error.code == "consent_required"  # type: ignore[union-attr]
    assert (model.asked, library.searched) == ([], [])
    assert await phases(room, told) == ["opened", "closed"]


async def test_a_forbidden_question_never_reaches_a_model(
    room: Room, model: Model, library: Library, screen: WordScreen
) -> None:
    told = await room.ask("怎么做违禁词")
    assert told.closed.outcome is Outcome.REFUSED
    assert told.closed.finish == "content_filter"
    assert told.text == told.closed.answer == "抱歉，这个问题我无法回答。"
    assert (model.asked, library.searched) == ([], [])
    assert (await room.record(told.opened.turn_id)).reason == "input_refuse"


@pytest.mark.parametrize(("action", "outcome"), [(Action.HAND_OVER, "handed_over"), (Action.HOLD, "held")])
async def test_a_policy_may_hand_over_or_hold(room: Room, screen: WordScreen, action: Action, outcome: str) -> None:
    screen.action = action
    told = await room.ask("违禁词")
    assert told.closed.outcome == outcome
    assert told.closed.label.text
    assert await phases(room, told) == ["opened", "closed"]


@pytest.mark.parametrize("deltas", [("好的，违禁词在此",), ("好的，违", "禁词在此"), tuple("好的，违禁词在此")])
async def test_a_forbidden_word_of_the_model_is_never_seen(
    free_room: Room, model: Model, screen: WordScreen, deltas: tuple[str, ...]
) -> None:
    model.says = deltas
    told = await free_room.ask("你好")
    assert told.closed.outcome is Outcome.REFUSED
    assert told.text == "好的，\n\n抱歉，这个问题我无法回答。"
    assert not set("违禁词") & set(told.text.split("\n")[0])
    assert model.open == 0


async def test_a_passage_with_a_forbidden_word_is_neither_shown_nor_told_to_the_model(
    room: Room, model: Model, library: Library, screen: WordScreen
) -> None:
    library.passages = (library.passages[0], replace(library.passages[1], text="病假含违禁词。"))
    told = await room.ask()
    assert len(told.passages) == 1
    assert all("违禁词" not in message.content for message in model.asked[0][1])


async def test_a_broken_moderator_on_the_way_in_refuses(room: Room, model: Model, screen: WordScreen) -> None:
    screen.broken = True
    told = await room.ask()
    assert told.closed.outcome is Outcome.REFUSED
    assert (await room.record(told.opened.turn_id)).reason == "moderation_broken"
    assert model.asked == []


async def test_a_broken_moderator_on_the_way_out_refuses(free_room: Room, model: Model, screen: WordScreen) -> None:
    class Breaking(WordScreen):
        def stream(self) -> Any:
            self.broken = True
            return super().stream()

    model.says = ("不该", "出现")
    breaking = Breaking()
    screen.stream = breaking.stream  # type: ignore[method-assign]
    told = await free_room.ask("你好")
    assert told.closed.outcome is Outcome.REFUSED
    assert "不该" not in told.text


async def test_personal_data_is_masked_before_a_hosted_model(room: Room, model: Model, screen: WordScreen) -> None:
    screen.action = Action.MASK
    model.card = card("hosted")
    await room.ask("我是违禁词，年假几天？")
    assert model.asked[0][1][-1].content.endswith("\n\n问题：我是***，年假几天？")


async def test_a_model_of_the_house_is_told_the_question_as_it_is(room: Room, model: Model, screen: WordScreen) -> None:
    screen.action = Action.MASK
    await room.ask("我是违禁词，年假几天？")
    assert model.asked[0][1][-1].content.endswith("\n\n问题：我是违禁词，年假几天？")


async def test_a_hosted_fallback_masks_too(room: Room, model: Model, screen: WordScreen) -> None:
    screen.action = Action.MASK
    model.fallbacks = (card("hosted"),)
    await room.ask("我是违禁词，年假几天？")
    assert "违禁词" not in model.asked[0][1][-1].content
    assert model.asked[0][0].personal is False


async def test_what_the_material_does_not_say_is_said(room: Room, model: Model) -> None:
    model.says = ("NOT IN ", "MATERIAL")
    told = await room.ask("育儿假几天？")
    assert told.closed.outcome is Outcome.NOT_IN_MATERIAL
    assert told.text == "资料中没有这方面的内容。请咨询人力资源部。"
    assert (told.closed.finish, told.closed.citations) == ("stop", ())
    assert len(told.passages) == 2


async def test_an_invention_ends_as_not_in_the_material(room: Room, model: Model) -> None:
    model.says = ("公司每年提供", "30天带薪", "旅行假期[1]。")
    told = await room.ask()
    assert told.closed.outcome is Outcome.NOT_IN_MATERIAL
    assert "旅行" not in told.text


async def test_nothing_found_asks_no_model(room: Room, model: Model, library: Library) -> None:
    library.passages = ()
    told = await room.ask()
    assert told.closed.outcome is Outcome.NOT_IN_MATERIAL
    assert model.asked == []


async def test_no_model_that_may_answer_is_said_with_a_status(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*args: Any, **kwargs: Any) -> None:
        raise NoRoute(passed_over=(("m", "confidential_base"),))

    monkeypatch.setattr("chat.stages.routing.decide", none)
    told = await room.ask()
    assert told.closed.error is not None
    assert (told.closed.error.code, told.closed.error.status) == ("no_route", 503)


@pytest.mark.parametrize("fault", [UpstreamBroken("server_error"), UpstreamBroken("garbage"), GatewayBusy()])
async def test_an_upstream_that_fails_ends_in_one_clear_event(room: Room, model: Model, fault: Exception) -> None:
    model.says = (fault,)
    told = await room.ask()
    assert told.closed.outcome is Outcome.ABORTED
    assert told.closed.error is not None
    assert told.closed.error.says
    assert await phases(room, told) == ["opened", "closed"]


async def test_an_upstream_cut_in_the_middle_keeps_what_was_shown(room: Room, model: Model) -> None:
    model.says = (*ANSWERED, UpstreamBroken("cut"))
    told = await room.ask()
    assert told.closed.outcome is Outcome.ABORTED
    assert told.closed.answer == told.text == "入职满一年有10天年假[1]。"


async def test_the_unforeseen_refuses_while_nothing_was_shown(room: Room, model: Model) -> None:
    model.says = (ValueError("surprise"),)
    told = await room.ask()
    assert told.closed.outcome is Outcome.REFUSED
    assert told.closed.error is not None
    assert (told.closed.error.code, told.text) == ("internal", "我们这边出了点问题，请重新提问。")
    assert await phases(room, told) == ["opened", "closed"]


async def test_the_unforeseen_in_the_middle_breaks_off(room: Room, model: Model) -> None:
    model.says = (*ANSWERED, ValueError("surprise"))
    told = await room.ask()
    assert (told.closed.outcome, told.text) == (Outcome.ABORTED, "入职满一年有10天年假[1]。")
    assert await phases(room, told) == ["opened", "closed"]


async def test_a_vendor_s_own_filter_refuses(free_room: Room, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    async def filtered(*args: Any, **kwargs: Any) -> Any:
        yield Delta(text="半句")
        yield Delta(finish="content_filter")

    monkeypatch.setattr("chat.stages.generation.completion.stream", filtered)
    told = await free_room.ask("你好")
    assert (told.closed.outcome, told.closed.finish) == (Outcome.REFUSED, "content_filter")


async def test_the_question_s_language_decides_the_notice(room: Room, model: Model) -> None:
    model.says = ("NOT IN MATERIAL",)
    told = await room.ask("How long is parental leave?")
    assert told.text == "The material does not say this. Please ask 人力资源部."


async def test_a_bot_of_another_tenant_is_not_found(room: Room, birch_room: Room) -> None:
    with pytest.raises(BotNotFound):
        await room.ask(bot_slug=birch_room.bot.slug)


async def test_a_conversation_of_another_tenant_is_not_found(room: Room, birch_room: Room) -> None:
    told = await birch_room.ask()
    with pytest.raises(ConversationNotFound):
        await room.unit(conversation, told.opened.conversation_id, subject=birch_room.request().subject)
