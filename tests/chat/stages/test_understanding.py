"""What a turn knows of who asks, and which questions it searches for."""

import pytest

from chat.services import forget_said
from chat.turn import Outcome
from kit.scoping import tenant_scope
from moderation.services import add_entry
from tenants.services import save_attribute
from tests.cast import job
from tests.chat.asking.values import rule
from tests.chat.conftest import Library, Model, Room

pytestmark = pytest.mark.django_db(transaction=True)

VALUES = [["上海", "Shanghai"], ["北京", "Beijing"]]


@pytest.fixture
def room(room: Room) -> Room:
    """With the city as an attribute."""
    with tenant_scope(room.tenant.id):
        save_attribute(name="city", label="城市", label_en="City", values=VALUES, by=room.person.principal)
    return room


def narrowed(library: Library) -> list[dict[str, str]]:
    return [dict(each["filters"].attributes) for each in library.searched]


async def test_what_the_door_vouches_for_narrows_the_search(room: Room, library: Library) -> None:
    told = await room.ask(attributes={"city": "Shanghai", "shoe": "43"})
    assert narrowed(library) == [{"city": "上海"}]
    assert [(each.shown, each.said) for each in told.closed.known] == [("上海", False)]


async def test_what_is_said_is_kept_for_the_conversation_only(room: Room, library: Library) -> None:
    first = await room.ask("我在上海，年假有几天？")
    await room.ask("病假怎么请？", conversation_id=first.opened.conversation_id)
    await room.ask("病假怎么请？")
    assert narrowed(library) == [{"city": "上海"}, {"city": "上海"}, {}]


async def test_what_is_said_comes_before_what_is_on_record(room: Room, library: Library) -> None:
    await room.ask("我在北京，年假有几天？", attributes={"city": "上海"})
    assert narrowed(library) == [{"city": "北京"}]


async def test_a_question_about_another_city_is_about_that_city(room: Room, library: Library) -> None:
    told = await room.ask("北京的补贴是多少？", attributes={"city": "上海"})
    assert narrowed(library) == [{"city": "北京"}]
    assert [each.value for each in told.closed.known] == ["上海"]


async def test_a_question_about_two_cities_leaves_out_neither(room: Room, library: Library) -> None:
    await room.ask("北京和上海的补贴差多少？", attributes={"city": "上海"})
    assert narrowed(library) == [{}]


async def test_what_is_taken_back_counts_no_more(room: Room, library: Library) -> None:
    first = await room.ask("我在上海，年假有几天？")
    chat = first.opened.conversation_id
    subject, by = room.request().subject, room.person.principal
    await room.unit(forget_said, conversation_id=chat, attribute="city", subject=subject, by=by)
    await room.ask("病假怎么请？", conversation_id=chat)
    assert narrowed(library)[-1] == {}


async def test_a_follow_up_is_searched_standing_alone_and_recorded_so(room: Room, library: Library) -> None:
    first = await room.ask("年假有多少天？")
    second = await room.ask("那病假呢？", conversation_id=first.opened.conversation_id)
    assert library.searched[-1]["question"] == "病假有多少天？"
    assert (await room.record(second.opened.turn_id)).searched == "病假有多少天？"


async def test_a_city_follows_a_city(room: Room, library: Library) -> None:
    first = await room.ask("上海的补贴是多少？")
    await room.ask("北京呢？", conversation_id=first.opened.conversation_id)
    assert library.searched[-1]["question"] == "北京的补贴是多少？"
    assert narrowed(library)[-1] == {"city": "北京"}


async def test_several_questions_are_searched_one_by_one(room: Room, library: Library, model: Model) -> None:
    told = await room.ask("年假有多少天？病假要什么证明？")
    assert [each["question"] for each in library.searched] == ["年假有多少天？", "病假要什么证明？"]
    assert len(model.asked) == 2
    assert told.closed.outcome is Outcome.ANSWERED


async def test_a_pick_resumes_the_question_that_waits(room: Room, library: Library) -> None:
    library.passages = (rule(city=["上海"]), rule("每月500元。", score=0.88, city=["北京"]))
    first = await room.ask("补贴每月多少？")
    assert first.closed.outcome is Outcome.CLARIFY
    await room.ask("上海", conversation_id=first.opened.conversation_id)
    assert library.searched[-1]["question"] == "补贴每月多少？"
    assert narrowed(library)[-1] == {"city": "上海"}


async def test_another_tenants_attributes_know_nobody_here(birch_room: Room, room: Room, library: Library) -> None:
    await birch_room.ask("我在上海，年假有几天？", attributes={"city": "上海"})
    assert narrowed(library) == [{}]


async def test_a_bot_without_bases_learns_nothing(free_room: Room) -> None:
    told = await free_room.ask("我在上海，年假有几天？")
    assert told.closed.known == ()


async def test_harmless_words_that_make_a_forbidden_question_together_are_refused(
    room: Room, library: Library, model: Model
) -> None:
    await room.unit(add_entry, kind="term", text="北京的补贴", category="A.1.a", by=job(room.tenant))
    first = await room.ask("上海的补贴是多少？")
    second = await room.ask("北京呢？", conversation_id=first.opened.conversation_id)
    assert second.closed.outcome is Outcome.REFUSED
    assert len(library.searched) == 1
    assert not model.asked
