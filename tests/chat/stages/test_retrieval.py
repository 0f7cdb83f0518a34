"""The question is prepared where no connection is held."""

from typing import Any

import pytest
from django.db import connections

from chat.stages import retrieval
from chat.stages.retrieval import merged, spoken_of
from kit.scoping import tenant_in_scope
from knowledge.selectors import prepare
from tests.chat.asking.values import part, rule
from tests.chat.conftest import Library, Room


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("model")
async def test_a_question_is_prepared_outside_any_transaction(
    room: Room, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def watched(question: str) -> Any:
        seen.append((tenant_in_scope(), connections["default"].in_atomic_block))
        return prepare(question)

    monkeypatch.setattr(retrieval, "prepare", watched)
    await room.ask()
    assert seen == [(None, False)]
    assert len(library.searched) == 1


def test_what_is_for_others_than_the_question_names_is_left_out() -> None:
    shanghai, beijing, plain = rule(city=["上海"]), rule(city=["北京"]), rule()
    asked = part(named={"city": ("上海", "广州")})
    assert spoken_of(asked, (shanghai, beijing, plain)) == (shanghai, plain)


def test_parts_share_the_room_fairly_and_each_has_two() -> None:
    first, second = [rule() for _ in range(4)], [rule() for _ in range(4)]
    assert merged([first, second], 3) == (first[0], second[0], first[1], second[1])
    assert merged([first], 2) == tuple(first[:2])


def test_a_passage_that_two_parts_found_is_there_once() -> None:
    shared, own = rule(), rule()
    assert merged([[shared, own], [shared]], 6) == (shared, own)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("model")
async def test_who_asks_is_no_part_of_what_is_searched(room: Room, library: Library) -> None:
    await room.ask("我的手机号是 13800000000，年假有多少天？")
    assert [each["question"] for each in library.searched] == ["年假有多少天？"]
