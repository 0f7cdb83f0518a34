"""Pairs through the API: made, saved, approved, deleted, as sheets."""

import httpx
import pytest

from kit.outbox import run_due
from tests.cast import Person
from tests.stocked import Stock

PAIR = {"questions": ["食堂几点开门？", "食堂什么时候营业"], "answer": "早上七点开门。"}
SHEET = "question,answer\n停车要钱吗,员工免费。\n"


def made(api: httpx.Client, base_id: object, **more: object) -> dict[str, object]:
    answer = api.post(f"/api/v1/bases/{base_id}/pairs", json=PAIR | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_pair_is_a_draft_until_it_is_approved(api: httpx.Client, handbook: Stock, anna: Person) -> None:
    pair = made(api, handbook.base_id)
    assert (pair["state"], pair["version"], pair["live"]) == ("draft", 1, False)
    run_due(anna.tenant.id)
    approved = api.post(f"/api/v1/pairs/{pair['id']}/approve", json={"seen": 1}).json()
    assert (approved["state"], approved["live"]) == ("approved", True)


def test_an_approved_pair_answers_a_turn_directly(api: httpx.Client, handbook: Stock, anna: Person) -> None:
    made(api, handbook.base_id, state="approved")
    run_due(anna.tenant.id)
    turn = api.post("/api/v1/turns", json={"bot": handbook.bot, "question": "请问食堂何时营业？", "user": "u"}).json()
    assert turn["outcome"] == "direct"
    assert turn["answer"].startswith("早上七点开门。")


def test_saving_an_older_version_is_a_conflict(api: httpx.Client, handbook: Stock) -> None:
    pair = made(api, handbook.base_id)
    address = f"/api/v1/pairs/{pair['id']}"
    assert api.put(address, json=PAIR | {"answer": "八点。", "seen": 1}).json()["version"] == 2
    late = api.put(address, json=PAIR | {"answer": "九点。", "seen": 1})
    assert (late.status_code, late.json()["code"]) == (409, "pair_changed")


def test_the_list_is_paged_and_searched(api: httpx.Client, handbook: Stock) -> None:
    made(api, handbook.base_id)
    found = api.get(f"/api/v1/bases/{handbook.base_id}/pairs", params={"q": "食堂", "limit": 1}).json()
    assert [each["questions"][0] for each in found["items"]] == ["食堂几点开门？"]
    assert found["next_cursor"] is None
    assert api.get(f"/api/v1/bases/{handbook.base_id}/pairs", params={"state": "approved"}).json()["items"] == []
    assert api.get(f"/api/v1/bases/{handbook.base_id}/pairs", params={"state": "x"}).status_code == 400


def test_a_deleted_pair_is_not_found(api: httpx.Client, handbook: Stock) -> None:
    pair = made(api, handbook.base_id)
    assert api.delete(f"/api/v1/pairs/{pair['id']}").status_code == 204
    assert api.get(f"/api/v1/pairs/{pair['id']}").json()["code"] == "pair_not_found"


def test_a_sheet_is_looked_at_and_then_taken_in(api: httpx.Client, handbook: Stock) -> None:
    files = {"file": ("pairs.csv", SHEET.encode("gb18030"))}
    sheet = api.post(f"/api/v1/bases/{handbook.base_id}/pairs/import", files=files).json()
    assert (sheet["new"], sheet["bad"], sheet["known"]) == (1, [], [])
    taken = api.post(f"/api/v1/pairs/imports/{sheet['id']}", json={}).json()
    assert taken == {"added": 1, "replaced": 0, "kept": 0}
    assert api.post(f"/api/v1/pairs/imports/{sheet['id']}", json={}).status_code == 404


def test_a_sheet_can_be_dropped(api: httpx.Client, handbook: Stock) -> None:
    files = {"file": ("pairs.csv", SHEET.encode())}
    sheet = api.post(f"/api/v1/bases/{handbook.base_id}/pairs/import", files=files).json()
    assert api.get(f"/api/v1/pairs/imports/{sheet['id']}").json()["new"] == 1
    assert api.delete(f"/api/v1/pairs/imports/{sheet['id']}").status_code == 204


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_pairs_come_as_a_file(api: httpx.Client, handbook: Stock, kind: str) -> None:
    made(api, handbook.base_id)
    answer = api.get(f"/api/v1/bases/{handbook.base_id}/pairs/export", params={"kind": kind})
    assert answer.status_code == 200
    assert answer.content[:3] == (b"\xef\xbb\xbf" if kind == "csv" else b"PK\x03")
    assert api.get(f"/api/v1/bases/{handbook.base_id}/pairs/export", params={"kind": "pdf"}).status_code == 400
