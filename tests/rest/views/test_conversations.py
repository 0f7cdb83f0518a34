"""A key sees what it asked; with the right to read conversations, everybody's as it was screened."""

import json
from datetime import timedelta

import httpx
import pytest

from kit import clock
from kit.scoping import tenant_scope
from tenants.services import create_key

PHONE = "我的手机号是13800138000，年假有几天？"


@pytest.fixture
def keys(acorn, anna):
    """Makes a key of these scopes and gives its header."""

    def made(*scopes: str) -> dict[str, str]:
        with tenant_scope(acorn.id):
            key = create_key(
                name="OA",
                scopes=scopes,
                legal_basis="contract",
                expires_at=clock.now() + timedelta(days=1),
                by=anna.principal,
            )
        return {"Authorization": f"Bearer {key.raw}"}

    return made


def asked(api: httpx.Client, headers: dict[str, str], **body: str) -> dict:
    body = {"bot": "leave", "question": PHONE, "user": "zhang"} | body
    answer = api.post("/api/v1/turns", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_key_finds_a_users_conversations_that_it_began_and_no_other(api, keys):
    one, other = keys("chat.ask"), keys("chat.ask")
    held = asked(api, one)["conversation_id"]
    asked(api, other)
    path, user = f"/api/v1/conversations/{held}", {"user": "zhang"}
    listed = api.get("/api/v1/conversations", params=user, headers=one).json()["items"]
    assert [each["id"] for each in listed] == [held]
    assert api.get(path, params=user, headers=one).json()["turns"][0]["question"] == PHONE
    assert api.get(path, params=user, headers=other).status_code == 404
    assert api.delete(path, params=user, headers=other).status_code == 404
    assert api.delete(path, params=user, headers=one).status_code == 204


def test_a_key_does_not_go_on_with_what_another_began(api, keys):
    held = asked(api, keys("chat.ask"))["conversation_id"]
    body = {"bot": "leave", "question": "病假？", "user": "zhang", "conversation_id": held}
    refused = api.post("/api/v1/turns", json=body, headers=keys("chat.ask"))
    assert (refused.status_code, refused.json()["code"]) == (404, "conversation_not_found")


def test_who_may_read_all_reads_what_another_key_asked_masked(api, keys):
    turn = asked(api, keys("chat.ask"))
    reader = keys("chat.ask", "conversations.read")
    path = f"/api/v1/conversations/{turn['conversation_id']}"
    for query in ({}, {"user": "zhang"}):
        assert len(api.get("/api/v1/conversations", params=query, headers=reader).json()["items"]) == 1
        held = api.get(path, params=query, headers=reader)
        assert held.status_code == 200
        assert "13800138000" not in held.text
        assert held.json()["turns"][0]["question"].endswith("年假有几天？")
    assert api.get(path, params={"user": "li"}, headers=reader).status_code == 404


def test_a_turn_on_record_shows_no_words_as_typed_nor_whose_they_were(api, keys):
    turn = asked(api, keys("chat.ask"))
    held = api.get(f"/api/v1/turns/{turn['turn_id']}", headers=keys("conversations.read"))
    assert "13800138000" not in held.text
    assert "zhang" not in held.text
    record = held.json()
    assert (record["answer"], record["prompt"], record["searched"]) == (turn["answer"], [], "")
    assert record["question"].endswith("年假有几天？")
    assert record["passages"]


@pytest.mark.parametrize("user", ["key:0189", "a\0b", ""])
def test_a_user_that_is_none_is_refused_at_every_door(api, user):
    refused = [
        api.get("/api/v1/conversations", params={"user": user}),
        api.post("/api/v1/turns", json={"bot": "leave", "question": "?", "user": user or "key:"}),
        api.post(
            "/v1/chat/completions",
            json={"model": "leave", "messages": [{"role": "user", "content": "?"}], "user": user or "key:"},
        ),
    ]
    assert [each.status_code for each in refused] == [400, 400, 400]


@pytest.mark.parametrize("slug", ["a%00b", "%ED%A0%80"])
def test_a_bot_of_an_impossible_name_is_not_there(api, slug):
    assert api.get(f"/v1/models/{slug}").status_code in (400, 404)


@pytest.mark.parametrize("model", ["a\0b", "a\ud83d"])
def test_an_impossible_name_in_a_body_is_no_fault_of_ours(api, model):
    body = {"model": model, "messages": [{"role": "user", "content": "?"}]}
    answer = api.post("/v1/chat/completions", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 404)
