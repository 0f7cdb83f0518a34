"""Asking: the stream of events, resuming, one's own conversations."""

import json
import re
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from tests.cast import Person
from tests.console.conftest import page
from tests.stocked import Stock

Told = list[tuple[str, dict[str, Any]]]


def events_of(body: bytes) -> Told:
    found = re.findall(r"event: (\w+)\ndata: (.*)\n\n", body.decode())
    return [(name, json.loads(data)) for name, data in found]


async def browser(person: Person) -> AsyncClient:
    """The async twin of a signed-in client."""
    client = AsyncClient()
    client.cookies = (await sync_to_async(person.client)()).cookies
    return client


async def asked(person: Person, **values: str) -> Told:
    client = await browser(person)
    response = await client.post(page("ask"), {"bot": "leave", "question": "年假有多少天？"} | values)
    assert response["Content-Type"] == "text/event-stream"
    assert response["Cache-Control"] == "no-store"
    return events_of(b"".join([part async for part in response.streaming_content]))


async def test_a_turn_is_told_from_its_opening_to_its_labelled_end(anna: Person, handbook: Stock) -> None:
    told = await asked(anna)
    names = [name for name, _ in told]
    assert names[0] == "opened"
    assert names[-1] == "closed"
    assert {"progress", "passages", "text"} <= set(names)
    end = told[-1][1]
    assert "10 天带薪年假" in end["plain"]
    assert re.search(r"AI.{0,6}生成", end["html"])
    assert f"/documents/{handbook.document_id}/" in end["html"]


async def test_the_end_is_marked_up_and_nothing_of_it_is_live_html(anna: Person, handbook: Stock) -> None:
    told = await asked(anna, question="<script>alert(1)</script> 年假")
    assert "<script" not in told[-1][1]["html"]


async def test_who_is_signed_out_gets_a_reason_and_no_stream(handbook: Stock) -> None:
    response = await AsyncClient().post(page("ask"), {"bot": "leave", "question": "年假"})
    assert response.status_code == 401
    assert response.json()["code"] == "signed_out"


@pytest.mark.parametrize("question", ["", "   ", "年" * 8001])
async def test_a_question_that_is_none_is_refused(anna: Person, handbook: Stock, question: str) -> None:
    client = await browser(anna)
    response = await client.post(page("ask"), {"bot": "leave", "question": question})
    assert response.status_code == 400
    assert "8000" in response.json()["says"]


async def test_an_unknown_bot_is_told_inside_the_stream(anna: Person, handbook: Stock) -> None:
    told = await asked(anna, bot="nobody")
    assert [(name, data["code"]) for name, data in told] == [("failed", "bot_not_found")]


async def test_a_member_cannot_have_his_turn_counted_as_a_test(ben: Person, anna: Person, handbook: Stock) -> None:
    opened = (await asked(ben, test="on"))[0][1]
    client = await browser(ben)
    listed = await client.get(page("chat"))
    assert opened["conversation"] in listed.content.decode()


async def test_a_turn_is_told_again_after_a_reload(anna: Person, handbook: Stock) -> None:
    turn = (await asked(anna))[0][1]["turn"]
    client = await browser(anna)
    response = await client.get(page("resumed", turn_id=turn))
    told = events_of(b"".join([part async for part in response.streaming_content]))
    assert told[-1][0] == "closed"
    assert "10 天" in told[-1][1]["plain"]


async def test_nobody_resumes_another_persons_turn(anna: Person, ben: Person, handbook: Stock) -> None:
    turn = (await asked(anna))[0][1]["turn"]
    client = await browser(ben)
    response = await client.get(page("resumed", turn_id=turn))
    told = events_of(b"".join([part async for part in response.streaming_content]))
    assert told == [("failed", {"code": "turn_not_found", "says": told[0][1]["says"]})]


async def test_a_conversation_is_listed_read_and_erased_by_its_owner_alone(
    anna: Person, ben: Person, handbook: Stock
) -> None:
    held = (await asked(anna))[0][1]["conversation"]

    def look() -> tuple[int, int, str]:
        address = page("conversation", conversation_id=held)
        mine, his = anna.client().get(address), ben.client().get(address)
        anna.client().post(page("delete_conversation", conversation_id=held))
        return mine.status_code, his.status_code, anna.client().get(page("chat")).content.decode()

    mine, his, after = await sync_to_async(look)()
    assert (mine, his) == (200, 404)
    assert held not in after


def test_the_label_stands_at_the_composer_before_anything_is_asked(anna_client: Client, handbook: Stock) -> None:
    assert re.search(r"AI.{0,3}生成", anna_client.get(page("chat")).content.decode())
