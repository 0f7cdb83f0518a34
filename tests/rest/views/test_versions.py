"""Versions, owners, overlaps and files that are there already, through the API."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kit import clock, outbox
from tests.stocked import HANDBOOK


class Api:
    """A caller with a key, who gets JSON."""

    def __init__(self, key):
        self._headers = {"Authorization": f"Bearer {key}"}

    def get(self, address):
        return Client().get(f"/api/v1/{address}", headers=self._headers)

    def send(self, method, address, **body):
        return Client().generic(
            method, f"/api/v1/{address}", json.dumps(body), "application/json", headers=self._headers
        )

    def upload(self, address, name, text, **more):
        file = SimpleUploadedFile(name, text.encode(), "text/markdown")
        return Client().post(f"/api/v1/{address}", {"file": file} | more, headers=self._headers)


@pytest.fixture
def api(anna_key):
    return Api(anna_key)


@pytest.fixture
def second(api, acorn, handbook):
    """The handbook with a second version; its id."""
    changed = HANDBOOK.replace("四百五十", "五百").replace("450", "500") + "\n\n新的一节说明。\n"
    made = api.upload(f"documents/{handbook.document_id}/versions", "差旅.md", changed).json()
    outbox.run_due(acorn.id)
    return made["id"]


def numbers(api, handbook):
    found = api.get(f"documents/{handbook.document_id}/versions").json()["items"]
    return {each["number"]: each for each in found}


def test_going_back_and_forth(api, handbook, second):
    first = numbers(api, handbook)[1]["id"]
    assert api.send("POST", f"versions/{first}/restore").json()["current"]
    assert not numbers(api, handbook)[2]["current"]
    assert api.send("POST", f"versions/{second}/restore").json()["current"]


def test_what_is_not_given_of_the_days_stays(api, handbook, second):
    until = (clock.now() + timedelta(days=3)).isoformat()
    since = (clock.now() - timedelta(days=3)).isoformat()
    api.send("PATCH", f"versions/{second}", valid_until=until)
    said = api.send("PATCH", f"versions/{second}", valid_from=since).json()
    assert said["valid_until"] is not None
    assert said["valid_from"] is not None
    assert api.send("PATCH", f"versions/{second}", valid_until=None).json()["valid_until"] is None


def test_a_comparison_names_its_changes(api, handbook, second):
    said = api.get(f"documents/{handbook.document_id}/comparison?before=1&after=2").json()
    assert said["counts"]["added"] >= 1
    assert api.get(f"documents/{handbook.document_id}/comparison?before=x&after=2").status_code == 400


def test_owner_and_review_day_are_set_and_listed(api, anna, handbook):
    mine = {"owner": str(anna.principal.id), "review_on": "2020-01-01"}
    said = api.send("PATCH", f"documents/{handbook.document_id}", **mine).json()
    assert (said["owner"], said["review_on"]) == (mine["owner"], mine["review_on"])
    listed = api.get(f"bases/{handbook.base_id}/documents?standing=review").json()["items"]
    assert str(handbook.document_id) in {each["id"] for each in listed}
    assert api.get(f"bases/{handbook.base_id}/documents?standing=old").status_code == 400


def test_the_same_file_is_refused_until_both_are_wanted(api, handbook):
    address = f"bases/{handbook.base_id}/documents"
    refused = api.upload(address, "again.md", HANDBOOK)
    assert (refused.status_code, refused.json()["code"]) == (409, "same_file")
    assert api.upload(address, "again.md", HANDBOOK, keep_both="true").status_code == 202


def test_an_overlap_is_listed_decided_and_taken_back(api, acorn, handbook):
    for name, text in (("a.md", "婚假为十天。"), ("b.md", "员工婚假为13天。")):
        api.upload(f"bases/{handbook.base_id}/documents", name, text)
    outbox.run_due(acorn.id)
    with clock.freeze(clock.now() + timedelta(minutes=1)):
        outbox.run_due(acorn.id)
    [found] = [
        each for each in api.get(f"bases/{handbook.base_id}/overlaps").json()["items"] if each["kind"] == "number"
    ]
    decision = f"overlaps/{found['id']}/decision"
    assert api.send("PUT", decision, decision="supersede").status_code == 400
    assert api.send("PUT", decision, decision="keep", reach="passage").status_code == 400
    said = api.send("PUT", decision, decision="supersede", outdated="first", reach="passage")
    assert said.json()["state"] == "superseded"
    assert api.send("PUT", decision, decision="keep").status_code == 409
    assert api.send("DELETE", decision).json()["state"] == "open"
