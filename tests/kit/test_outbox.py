import time
from datetime import timedelta

import pytest
from django.db import OperationalError

from kit import clock, outbox
from kit.ids import new_id
from kit.models import OutboxItem
from kit.scoping import tenant_scope

ACORN = new_id()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seen(monkeypatch):
    works: list[outbox.Work] = []
    monkeypatch.setattr(outbox, "_handlers", {"note": works.append, "break": lambda work: 1 / 0})
    return works


@pytest.fixture
def sent(monkeypatch):
    messages: list = []
    monkeypatch.setattr(outbox, "send", lambda *message: messages.append(message))
    return messages


def promise(kind: str = "note", **options):
    with tenant_scope(ACORN):
        return outbox.enqueue(kind=kind, payload={"n": 1}, **options)


def row(item_id):
    with tenant_scope(ACORN):
        return OutboxItem.objects.get(id=item_id)


def test_work_is_sent_once_its_transaction_commits(seen, sent):
    with tenant_scope(ACORN):
        item_id = outbox.enqueue(kind="note", payload={})
        assert sent == []
    assert sent == [(item_id, ACORN, "nearline")]


def test_work_that_was_rolled_back_was_never_promised(seen, sent):
    def promise_and_fail() -> None:
        with tenant_scope(ACORN):
            outbox.enqueue(kind="note", payload={})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        promise_and_fail()
    assert sent == []
    assert outbox.run_due(ACORN) == 0


def test_work_is_done_once(seen, sent):
    item_id = promise()
    assert outbox.run_item(item_id, ACORN)
    assert not outbox.run_item(item_id, ACORN)
    assert [work.payload for work in seen] == [{"n": 1}]


def test_work_that_somebody_holds_is_left_alone(seen, sent):
    item_id = promise()
    with tenant_scope(ACORN):
        OutboxItem.objects.update(lease_until=clock.now() + timedelta(seconds=5))
    assert not outbox.run_item(item_id, ACORN)


def test_a_lease_that_ran_out_is_taken_over(seen, sent):
    item_id = promise()
    with tenant_scope(ACORN):
        OutboxItem.objects.update(lease_until=clock.now() - timedelta(seconds=1), attempts=1)
    assert outbox.run_item(item_id, ACORN)
    assert seen[0].attempt == 2


def test_failed_work_waits_longer_each_time_and_rests_after_the_last_attempt(seen, sent):
    item_id = promise("break")
    for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
        with pytest.raises(ZeroDivisionError):
            outbox.run_item(item_id, ACORN)
        assert row(item_id).attempts == attempt
    assert row(item_id).dead_at
    assert row(item_id).error == "ZeroDivisionError"
    assert not outbox.run_item(item_id, ACORN)


def test_the_sweep_sends_what_the_broker_lost(seen, sent):
    item_id = promise()
    sent.clear()
    assert outbox.sweep() == 1
    assert sent == [(item_id, ACORN, "nearline")]
    assert outbox.sweep() == 0, "what was just sent again is given some time"


def test_the_sweep_leaves_finished_work(seen, sent):
    outbox.run_item(promise(), ACORN)
    assert outbox.sweep() == 0


def test_a_broker_that_is_away_loses_nothing(seen, monkeypatch):
    def away(*args, **kwargs):
        raise OSError("connection refused")

    monkeypatch.setattr("kit.outbox.current_app.send_task", away)
    item_id = promise()
    assert outbox.run_due(ACORN) == 1
    assert row(item_id).done_at


def test_the_very_same_work_is_promised_once(sent):
    with tenant_scope(ACORN):
        assert outbox.enqueue_once(kind="note", payload={"day": "2027-03-01"})
        assert not outbox.enqueue_once(kind="note", payload={"day": "2027-03-01"})
        assert outbox.enqueue_once(kind="note", payload={"day": "2027-03-02"})


def test_finished_work_is_deleted_after_a_month_and_open_work_never(sent):
    ids = [promise() for _ in range(3)]
    old = clock.now() - outbox.KEPT - timedelta(days=1)
    with tenant_scope(ACORN):
        OutboxItem.objects.filter(id=ids[0]).update(done_at=old)
        OutboxItem.objects.filter(id=ids[1]).update(done_at=clock.now())
        OutboxItem.objects.filter(id=ids[2]).update(created_at=old)
    assert outbox.prune() == 1
    with tenant_scope(ACORN):
        assert set(OutboxItem.objects.values_list("id", flat=True)) == set(ids[1:])


def test_a_lease_is_kept_while_it_is_held_and_no_longer(monkeypatch, sent):
    monkeypatch.setattr(outbox, "RENEWS", 0.02)
    item_id = promise()
    work = outbox.Work(item_id=item_id, tenant_id=ACORN, payload={}, attempt=1)
    with work.held():
        first = until(lambda: row(item_id).lease_until)
        assert until(lambda: row(item_id).lease_until > first)
    last = row(item_id).lease_until
    time.sleep(0.1)
    assert row(item_id).lease_until == last


def test_a_database_that_is_away_for_a_beat_ends_no_lease(monkeypatch, sent):
    monkeypatch.setattr(outbox, "RENEWS", 0.02)
    beats: list[int] = []

    def renew(work):
        beats.append(1)
        if len(beats) == 1:
            raise OperationalError

    monkeypatch.setattr(outbox.Work, "renew", renew)
    with outbox.Work(item_id=new_id(), tenant_id=ACORN, payload={}, attempt=1).held():
        assert until(lambda: len(beats) > 1)


def until(true):
    """What `true` gives, once it gives something."""
    ends = time.monotonic() + 10
    while not (found := true()):
        assert time.monotonic() < ends
        time.sleep(0.01)
    return found
