"""A visitor rates his answers, and one whom the site vouches for finds the late answer when he comes back."""

from desk.models import Rating, Wish
from desk.selectors import clusters
from desk.services import approve_draft, save_draft
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tests import cast
from tests.widget.conftest import bearer
from tests.widget.test_identity import token
from tests.widget.views.test_sessions import ask, events

UNKNOWN = "公司食堂周五的菜单是什么？"


def known(frame, site, secret):
    """A session of a customer of the shop who has agreed."""
    identity = token(secret=secret, aud=site.public_id, sub="kunde-7")
    held = frame.post("/session", json={"site": site.public_id, "identity": identity}).json()
    if held["notice"]:
        frame.post("/consent", json={"notice_id": held["notice"]["id"]}, headers=bearer(held))
    return held


def test_an_answer_is_rated_with_a_reason_and_the_rating_changes(frame, agreed, anna):
    turn = events(ask(frame, agreed, "年假有多少天？"))["opened"]["turn"]
    for body in ({"verdict": "bad", "reason": "too_long"}, {"verdict": "good"}):
        assert frame.post(f"/turns/{turn}/rating", json=body, headers=bearer(agreed)).status_code == 200
    with tenant_scope(anna.tenant.id):
        assert [each.verdict for each in Rating.objects.all()] == ["good"]


def test_nonsense_and_other_peoples_answers_are_refused(frame, agreed, site, secret):
    turn = events(ask(frame, agreed, "年假有多少天？"))["opened"]["turn"]
    bad = frame.post(f"/turns/{turn}/rating", json={"verdict": "meh"}, headers=bearer(agreed))
    other = frame.post(f"/turns/{turn}/rating", json={"verdict": "bad"}, headers=bearer(known(frame, site, secret)))
    nobody = frame.post(f"/turns/{turn}/rating", json={"verdict": "bad"})
    assert (bad.status_code, other.status_code, nobody.status_code) == (400, 404, 401)


def test_a_nameless_visitor_cannot_be_told_later(frame, agreed, anna):
    assert agreed["reachable"] is False
    turn = events(ask(frame, agreed, UNKNOWN))["opened"]["turn"]
    answer = frame.post(f"/turns/{turn}/wish", json={"on": True}, headers=bearer(agreed))
    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_tell")
    with tenant_scope(anna.tenant.id):
        assert Wish.objects.count() == 0


def test_who_comes_back_finds_the_answer_once(frame, site, secret, anna, handbook):
    visitor = known(frame, site, secret)
    assert visitor["reachable"] is True
    turn = events(ask(frame, visitor, UNKNOWN))["opened"]["turn"]
    assert frame.post(f"/turns/{turn}/wish", json={"on": True}, headers=bearer(visitor)).json() == {"on": True}
    run_due(anna.tenant.id)
    editor = cast.person("dora", anna.tenant, "knowledge_editor")
    with tenant_scope(anna.tenant.id):
        (found,) = clusters(states=("counted",)).items
        draft = save_draft(
            cluster_id=found.id,
            questions=[UNKNOWN],
            answer="食堂周五供应面食和饺子。",
            base_id=handbook.base_id,
            by=editor.principal,
        )
        approve_draft(draft_id=draft.id, by=anna.principal)
    run_due(anna.tenant.id)
    back = known(frame, site, secret)
    (late,) = back["late"]
    assert late["question"] == UNKNOWN
    assert "面食和饺子" in late["html"]
    assert late["sources"]
    assert "AI" in late["label"]
    assert known(frame, site, secret)["late"] == []
