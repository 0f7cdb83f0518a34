import json
from datetime import timedelta

import pytest

from chat.selectors import site as read_site
from chat.services import save_site
from consent.services import publish_notice
from kit import clock
from kit.scoping import tenant_scope
from tests.widget.conftest import bearer
from tests.widget.test_identity import token
from widget.auth import unseal
from widget.errors import SessionEnded


def ask(frame, session, question="年假有几天？", key="first-question"):
    return frame.post("/ask", json={"question": question, "key": key}, headers=bearer(session))


def events(answer) -> dict[str, dict]:
    found = {}
    for each in filter(None, answer.text.split("\n\n")):
        name, data = each.split("\n", 1)
        found[name.removeprefix("event: ")] = json.loads(data.removeprefix("data: "))
    return found


def test_a_visitor_is_shown_the_notice_first(begun):
    assert begun["notice"]["title"]
    assert "<script" not in begun["notice"]["html"]


def test_without_agreement_nothing_is_answered(frame, begun):
    refused = ask(frame, begun)
    assert refused.status_code == 403
    assert refused.json()["code"] == "consent_required"


def test_after_agreement_the_answer_is_cited_and_labelled(frame, agreed):
    last = events(ask(frame, agreed))["closed"]
    assert "10 天" in last["plain"]
    assert last["sources"][0]["where"].startswith("员工手册.md")
    assert 'data-cite="1"' in last["html"]
    assert "AI" in last["label"]


def test_a_source_of_ones_own_answer_can_be_read(frame, agreed):
    turn = events(ask(frame, agreed))["opened"]["turn"]
    found = frame.get(f"/turns/{turn}/sources/1", headers=bearer(agreed)).json()
    assert "10 天带薪年假" in found["text"]


def test_a_source_of_somebody_elses_answer_is_not_there(frame, agreed, site):
    turn = events(ask(frame, agreed))["opened"]["turn"]
    other = frame.post("/session", json={"site": site.public_id}).json()
    assert frame.get(f"/turns/{turn}/sources/1", headers=bearer(other)).status_code == 404
    assert frame.get(f"/turns/{turn}/events", headers=bearer(other)).status_code == 404


def test_a_new_version_of_the_notice_is_asked_for_again(frame, agreed, anna, site):
    with tenant_scope(anna.tenant.id):
        publish_notice(purpose="service", language="zh-hans", title="新的告知", body="内容有变。", by=anna.principal)
    assert ask(frame, agreed, key="another-question").json()["code"] == "consent_required"
    again = frame.post("/session/again", json={"site": site.public_id}, headers=bearer(agreed)).json()
    assert again["notice"]["title"] == "新的告知"


def test_a_withdrawal_works_at_once(frame, agreed):
    assert frame.post("/consent/withdraw", json={}, headers=bearer(agreed)).json() == {"agreed": False}
    assert ask(frame, agreed, key="another-question").json()["code"] == "consent_required"


def test_a_forged_identity_is_refused_and_never_taken_as_nobody(frame, site, secret):
    refused = frame.post("/session", json={"site": site.public_id, "identity": token(secret=b"guess")})
    assert refused.status_code == 401
    assert refused.json()["code"] == "identity_refused"


def test_a_signed_visitor_is_the_same_person_in_two_sessions(frame, site, secret):
    visitors = {
        unseal(
            frame.post(
                "/session", json={"site": site.public_id, "identity": token(secret=secret, aud=site.public_id)}
            ).json()["token"]
        ).visitor
        for _ in range(2)
    }
    assert len(visitors) == 1


def test_a_signed_visitor_gets_answers(frame, site, secret):
    identity = token(secret=secret, aud=site.public_id)
    session = frame.post("/session", json={"site": site.public_id, "identity": identity}).json()
    frame.post("/consent", json={"notice_id": session["notice"]["id"]}, headers=bearer(session))
    assert "10 天" in events(ask(frame, session))["closed"]["plain"]


def test_a_site_may_insist_on_an_identity(frame, site, anna):
    with tenant_scope(anna.tenant.id):
        save_site(
            site_id=site.id,
            bot_slug="help",
            name="Shop",
            origins=site.origins,
            by=anna.principal,
            identity_required=True,
        )
    assert frame.post("/session", json={"site": site.public_id}).status_code == 401


def test_a_session_ends_after_half_an_hour(begun):
    with clock.freeze(clock.now() + timedelta(minutes=31)), pytest.raises(SessionEnded):
        unseal(begun["token"])


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer v1.k1.AAAA"}])
def test_without_a_session_nothing_is_answered(frame, transactional_db, header):
    answer = frame.post("/ask", json={"question": "x", "key": "k" * 12}, headers=header)
    assert answer.status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b'{"site": 7}', b"\xff", b'{"site":"x","more":1}'])
def test_a_body_that_cannot_be_read_is_a_clear_400(frame, transactional_db, body):
    answer = frame.post("/session", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_the_thirty_first_session_of_a_minute_is_too_many(frame, site):
    answers = [frame.post("/session", json={"site": site.public_id}).status_code for _ in range(40)]
    assert 429 in answers


def test_the_same_question_sent_twice_is_answered_once(frame, agreed):
    first, again = (events(ask(frame, agreed))["opened"]["turn"] for _ in range(2))
    assert first == again


def test_signed_attributes_are_kept_in_the_sealed_session(frame, site, secret):
    identity = token(secret, aud=site.public_id, attributes={"city": "上海"})
    held = unseal(frame.post("/session", json={"site": site.public_id, "identity": identity}).json()["token"])
    assert held.attributes == {"city": "上海"}


def test_attributes_that_nobody_signed_are_refused(frame, site):
    body = {"site": site.public_id, "attributes": {"city": "上海"}}
    assert frame.post("/session", json=body).status_code == 400


def test_the_site_shows_a_refusal_and_what_was_ignored(frame, anna, site, secret):
    frame.post("/session", json={"site": site.public_id, "identity": token(b"guess", aud=site.public_id)})
    identity = token(secret, aud=site.public_id, attributes={"shoe": "43"})
    frame.post("/session", json={"site": site.public_id, "identity": identity})
    with tenant_scope(anna.tenant.id):
        held = read_site(site.id).signed
    assert (held.why, held.ignored) == ("forged", ("shoe",))
