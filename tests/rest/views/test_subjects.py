"""What people decide reaches the platform through the key that asks for them, and so does their erasure."""

import pytest

from chat.models import TurnText
from kit.scoping import tenant_scope

ME = "/api/v1/subjects/zhang"


def ask(api, user="zhang"):
    return api.post("/api/v1/turns", json={"bot": "leave", "question": "年假有几天？", "user": user})


def notice_of(api, purpose):
    notices = api.get(f"{ME}/consents").json()["notices"]
    return next(each for each in notices if each["purpose"] == purpose)["id"]


def test_a_person_agrees_and_takes_it_back(api):
    assert api.get(f"{ME}/consents").json()["decisions"] == []
    given = api.post(f"{ME}/consents", json={"notice_id": notice_of(api, "service")})
    assert given.status_code == 201
    (decision,) = given.json()["decisions"]
    assert (decision["purpose"], decision["kind"], decision["channel"]) == ("service", "granted", "api")
    assert decision["notice"]["sha256"]
    assert ask(api).status_code == 200
    assert api.delete(f"{ME}/consents/service").status_code == 204
    assert [each["kind"] for each in api.get(f"{ME}/consents").json()["decisions"]] == ["withdrawn", "granted"]
    assert (ask(api).status_code, ask(api).json()["code"]) == (403, "consent_required")
    assert ask(api, "li").status_code == 200


def test_a_notice_that_is_not_in_force_cannot_be_agreed_to(api):
    refused = api.post(f"{ME}/consents", json={"notice_id": "01890000-0000-7000-8000-000000000000"})
    assert (refused.status_code, refused.json()["code"]) == (409, "notice_outdated")


def test_an_unknown_purpose_cannot_be_taken_back(api):
    assert api.delete(f"{ME}/consents/world-peace").status_code == 400


def test_an_erased_person_has_no_texts_and_no_consent(api, acorn):
    api.post(f"{ME}/consents", json={"notice_id": notice_of(api, "improvement")})
    held = [ask(api).json(), ask(api, "li").json()]
    assert api.delete(ME).status_code == 204
    assert api.get("/api/v1/conversations", params={"user": "zhang"}).json()["items"] == []
    records = [api.get(f"/api/v1/turns/{each['turn_id']}").json() for each in held]
    assert [each["erased"] for each in records] == [True, False]
    assert api.get(f"{ME}/consents").json()["decisions"][0]["kind"] == "withdrawn"
    with tenant_scope(acorn.id):
        assert TurnText.objects.count() == 1


def test_a_name_with_a_slash_is_a_name(api):
    assert api.get("/api/v1/subjects/dept/zhang/consents").json()["decisions"] == []
    assert api.delete("/api/v1/subjects/dept/zhang").status_code == 204


@pytest.mark.parametrize("address", ["", "/consents"])
def test_a_key_is_nobody_s_name(api, address):
    method = "GET" if address else "DELETE"
    assert api.request(method, f"/api/v1/subjects/key:0189{address}").status_code == 400


def test_the_schema_describes_consent_and_erasure(api):
    paths = api.get("/api/schema/", params={"format": "json"}).json()["paths"]
    named = {one["operationId"] for path, held in paths.items() if "/subjects/" in path for one in held.values()}
    wanted = {"subject_consents_list", "subject_consents_grant", "subject_consents_withdraw", "subjects_erase"}
    assert named == wanted
