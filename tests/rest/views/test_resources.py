import json
from datetime import timedelta

import jsonschema
import pytest

from kit import clock
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tenants.services import create_key
from tests.stocked import HANDBOOK


def upload(api, base_id, text=HANDBOOK, name="差旅.md"):
    return api.post(f"/api/v1/bases/{base_id}/documents", files={"file": (name, text.encode(), "text/markdown")})


def test_bases_can_be_made_read_and_changed(api):
    made = api.post("/api/v1/bases", json={"slug": "travel", "name": "差旅", "sensitivity": "public"})
    assert made.status_code == 201
    changed = api.patch(f"/api/v1/bases/{made.json()['id']}", json={"name": "差旅与报销"})
    assert changed.json()["name"] == "差旅与报销"
    assert {base["slug"] for base in api.get("/api/v1/bases").json()["items"]} == {"handbook", "travel"}


def test_a_document_is_read_after_its_upload(api, handbook, acorn):
    made = upload(api, handbook.base_id, text="# 差旅\n\n住宿费凭票报销。\n")
    assert made.status_code == 202
    run_due(acorn.id)
    document = api.get(f"/api/v1/documents/{made.json()['id']}").json()
    assert document["state"] == "ready"
    stages = [stage["stage"] for stage in document["newest"]["timeline"]]
    assert stages == ["received", "parsed", "split", "screened", "embedded", "ready"]


def test_a_new_version_takes_the_place_of_the_old(api, handbook, acorn):
    text = HANDBOOK.replace("10 天", "12 天")
    path = f"/api/v1/documents/{handbook.document_id}/versions"
    assert api.post(path, files={"file": ("员工手册.md", text.encode())}).json()["number"] == 2
    run_due(acorn.id)
    found = api.post("/api/v1/search", json={"question": "年假有几天"}).json()["items"]
    assert "12 天" in found[0]["text"]
    assert found[0]["version"] == 2


def test_a_deleted_document_is_not_found_any_more(api, handbook):
    assert api.delete(f"/api/v1/documents/{handbook.document_id}").status_code == 204
    assert api.get(f"/api/v1/documents/{handbook.document_id}").status_code == 404
    assert api.post("/api/v1/search", json={"question": "年假"}).json()["items"] == []


def test_a_document_that_did_not_fail_cannot_be_tried_again(api, handbook):
    refused = api.post(f"/api/v1/documents/{handbook.document_id}/retry")
    assert refused.status_code == 409
    assert refused.json()["code"] == "nothing_to_retry"


def test_search_finds_the_passage_with_its_place(api):
    found = api.post("/api/v1/search", json={"question": "病假工资怎么算", "limit": 2}).json()["items"]
    assert "80%" in found[0]["text"]
    assert found[0]["path"].endswith("病假")


def test_bots_are_saved_as_versions_and_rolled_back(api):
    settings = {"name": "出差助手", "instructions": "简短回答"}
    assert api.post("/api/v1/bots", json={"slug": "travel", "settings": settings}).json()["version"] == 1
    changed = api.put("/api/v1/bots/travel", json={"settings": settings | {"tone": "brief"}, "expected_version": 1})
    assert changed.json()["version"] == 2
    stale = api.put("/api/v1/bots/travel", json={"settings": settings, "expected_version": 1})
    assert stale.status_code == 409
    assert api.patch("/api/v1/bots/travel", json={"restore_version": 1}).json()["settings"]["tone"] == "formal"
    assert len(api.get("/api/v1/bots/travel/versions").json()["items"]) == 3


def test_a_turn_is_answered_and_remembered(api):
    answer = api.post("/api/v1/turns", json={"bot": "leave", "question": "年假有几天？", "user": "zhang"}).json()
    assert answer["outcome"] == "answered"
    assert answer["label_text"]
    listed = api.get("/api/v1/conversations", params={"user": "zhang"}).json()["items"]
    assert [each["id"] for each in listed] == [answer["conversation_id"]]
    whole = api.get(f"/api/v1/conversations/{answer['conversation_id']}", params={"user": "zhang"}).json()
    assert whole["turns"][0]["answer"] == answer["answer"]


def test_a_conversation_of_somebody_else_is_not_there(api):
    answer = api.post("/api/v1/turns", json={"bot": "leave", "question": "年假有几天？", "user": "zhang"}).json()
    path = f"/api/v1/conversations/{answer['conversation_id']}"
    assert api.get(path, params={"user": "li"}).status_code == 404
    assert api.delete(path, params={"user": "li"}).status_code == 404


def test_a_turn_is_on_record_for_operators(api):
    answer = api.post("/api/v1/turns", json={"bot": "leave", "question": "年假有几天？"}).json()
    record = api.get(f"/api/v1/turns/{answer['turn_id']}").json()
    assert record["outcome"] == "answered"
    assert record["passages"]
    assert record["decision"]


def events_of(text: str) -> list[tuple[str, dict]]:
    frames = [frame.split("\n") for frame in text.split("\n\n") if frame]
    return [
        (dict(line.split(": ", 1) for line in frame)["event"], json.loads(frame[-1].removeprefix("data: ")))
        for frame in frames
    ]


def test_a_streamed_turn_tells_its_events_in_order(api):
    body = {"bot": "leave", "question": "年假有几天？", "stream": True}
    events = events_of(api.post("/api/v1/turns", json=body).text)
    names = [name for name, _ in events]
    assert names[0] == "opened"
    assert names[-1] == "closed"
    released = "".join(data["text"] for name, data in events if name == "released")
    assert released == events[-1][1]["answer"]


def test_a_stream_can_be_resumed_from_the_last_character_that_arrived(api):
    body = {"bot": "leave", "question": "年假有几天？", "stream": True, "user": "zhang"}
    events = events_of(api.post("/api/v1/turns", json=body).text)
    turn_id, answer = events[0][1]["turn_id"], events[-1][1]["answer"]
    path = f"/api/v1/turns/{turn_id}/events"
    resumed = events_of(api.get(path, params={"user": "zhang"}, headers={"Last-Event-ID": "3"}).text)
    assert "".join(data["text"] for name, data in resumed if name == "released") == answer[3:]
    assert api.get(path, params={"user": "li"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "bot"), ({"bot": "leave"}, "question"), ({"bot": "leave", "question": "x", "colour": "red"}, "colour")],
)
def test_a_question_that_does_not_fit_names_the_field(api, body, field):
    refused = api.post("/api/v1/turns", json=body)
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["field"] == field


def test_the_schema_lists_every_resource(api):
    schema = api.get("/api/schema/", params={"format": "json"}).json()
    assert {"/api/v1/bases", "/api/v1/search", "/api/v1/bots/{slug}", "/api/v1/turns"} <= schema["paths"].keys()


def test_every_event_of_a_stream_is_as_the_schema_says(api):
    schemas = api.get("/api/schema/", params={"format": "json"}).json()["components"]["schemas"]
    body = {"bot": "leave", "question": "年假有几天？", "stream": True}
    events = events_of(api.post("/api/v1/turns", json=body).text)
    assert {"opened", "progress", "passages", "released", "closed"} == {name for name, _ in events}
    for name, data in events:
        jsonschema.validate(data, schemas[f"{name.title()}Event"])


def test_the_schema_is_made_without_a_warning(api, capfd):
    api.get("/api/schema/", params={"format": "json"})
    assert "Warning" not in capfd.readouterr().err


def test_a_key_without_the_scope_is_refused(api, acorn, anna, live):
    with tenant_scope(acorn.id):
        key = create_key(
            name="ask only",
            scopes=["chat.ask"],
            legal_basis="contract",
            expires_at=clock.now() + timedelta(days=1),
            by=anna.principal,
        )
    refused = api.get("/api/v1/bases", headers={"Authorization": f"Bearer {key.raw}"})
    assert refused.status_code == 403
    assert refused.json()["code"] == "scope_missing"
