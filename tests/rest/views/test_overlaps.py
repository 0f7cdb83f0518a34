"""Overlaps and decisions about them, through the API."""

from datetime import timedelta

from kit import clock, outbox


def test_an_overlap_is_listed_decided_and_taken_back(caller, acorn, handbook):
    for name, text in (("a.md", "婚假为十天。"), ("b.md", "员工婚假为13天。")):
        caller.upload(f"bases/{handbook.base_id}/documents", name, text)
    outbox.run_due(acorn.id)
    with clock.freeze(clock.now() + timedelta(minutes=1)):
        outbox.run_due(acorn.id)
    [found] = [
        each for each in caller.get(f"bases/{handbook.base_id}/overlaps").json()["items"] if each["kind"] == "number"
    ]
    decision = f"overlaps/{found['id']}/decision"
    assert caller.send("PUT", decision, decision="supersede").status_code == 400
    assert caller.send("PUT", decision, decision="keep", reach="passage").status_code == 400
    said = caller.send("PUT", decision, decision="supersede", outdated="first", reach="passage")
    assert said.json()["state"] == "superseded"
    assert caller.send("PUT", decision, decision="keep").status_code == 409
    assert caller.send("DELETE", decision).json()["state"] == "open"
