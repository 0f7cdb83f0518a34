"""Versions, owners, overlaps and files that are there already, through the API."""

from datetime import timedelta

import pytest

from kit import clock, outbox
from tests.stocked import HANDBOOK


@pytest.fixture
def second(caller, acorn, handbook):
    """The handbook with a second version; its id."""
    changed = HANDBOOK.replace("四百五十", "五百").replace("450", "500") + "\n\n新的一节说明。\n"
    made = caller.upload(f"documents/{handbook.document_id}/versions", "差旅.md", changed).json()
    outbox.run_due(acorn.id)
    return made["id"]


def numbers(caller, handbook):
    found = caller.get(f"documents/{handbook.document_id}/versions").json()["items"]
    return {each["number"]: each for each in found}


def test_going_back_and_forth(caller, handbook, second):
    first = numbers(caller, handbook)[1]["id"]
    assert caller.send("POST", f"versions/{first}/restore").json()["current"]
    assert not numbers(caller, handbook)[2]["current"]
    assert caller.send("POST", f"versions/{second}/restore").json()["current"]


def test_what_is_not_given_of_the_days_stays(caller, handbook, second):
    until = (clock.now() + timedelta(days=3)).isoformat()
    since = (clock.now() - timedelta(days=3)).isoformat()
    caller.send("PATCH", f"versions/{second}", valid_until=until)
    said = caller.send("PATCH", f"versions/{second}", valid_from=since).json()
    assert said["valid_until"] is not None
    assert said["valid_from"] is not None
    assert caller.send("PATCH", f"versions/{second}", valid_until=None).json()["valid_until"] is None


def test_a_comparison_names_its_changes(caller, handbook, second):
    said = caller.get(f"documents/{handbook.document_id}/comparison?before=1&after=2").json()
    assert said["counts"]["added"] >= 1
    assert caller.get(f"documents/{handbook.document_id}/comparison?before=x&after=2").status_code == 400


def test_owner_and_review_day_are_set_and_listed(caller, anna, handbook):
    mine = {"owner": str(anna.principal.id), "review_on": "2020-01-01"}
    said = caller.send("PATCH", f"documents/{handbook.document_id}", **mine).json()
    assert (said["owner"], said["review_on"]) == (mine["owner"], mine["review_on"])
    listed = caller.get(f"bases/{handbook.base_id}/documents?standing=review").json()["items"]
    assert str(handbook.document_id) in {each["id"] for each in listed}
    assert caller.get(f"bases/{handbook.base_id}/documents?standing=old").status_code == 400


def test_the_same_file_is_refused_until_both_are_wanted(caller, handbook):
    address = f"bases/{handbook.base_id}/documents"
    refused = caller.upload(address, "again.md", HANDBOOK)
    assert (refused.status_code, refused.json()["code"]) == (409, "same_file")
    assert caller.upload(address, "again.md", HANDBOOK, keep_both="true").status_code == 202
