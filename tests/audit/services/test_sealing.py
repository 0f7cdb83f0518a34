import threading
import time
from itertools import pairwise

import pytest
from django.db import connections

from audit.models import Entry, Seal, Unsealed
from audit.selectors import seal_lag, verify
from audit.services import record, seal_pending, sealing, tenants_with_unsealed
from audit.services.sealing import BATCH
from kit.ids import new_id
from kit.roles import acting_as, atomic
from kit.scoping import tenant_scope
from tests.audit.conftest import ASKED, ask


def seals(tenant):
    with tenant_scope(tenant):
        return list(Seal.objects.order_by("sequence").values_list("sequence", "previous", "hash", "entry_id"))


def test_what_waits_is_sealed_in_order_without_gaps(tenant):
    ids = [ask(tenant, number) for number in range(5)]
    assert seal_pending(tenant) == 5
    rows = seals(tenant)
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    assert [row[3] for row in rows] == ids
    assert all(later[1] == earlier[2] for earlier, later in pairwise(rows))


def test_sealing_again_changes_nothing(chain):
    before = seals(chain)
    assert seal_pending(chain) == 0
    assert seals(chain) == before


def test_more_than_a_batch_is_sealed_in_one_call(tenant):
    with tenant_scope(tenant):
        for number in range(BATCH * 2 + 3):
            record(ASKED, actor="member:anna", data={"n": number})
    assert seal_pending(tenant) == BATCH * 2 + 3


def test_an_entry_that_commits_late_is_sealed_all_the_same(tenant):
    began, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with tenant_scope(tenant):
            record(ASKED, actor="member:anna", data={"n": 0})
            began.set()
            go_on.wait(10)
        connections.close_all()

    writer = threading.Thread(target=slow)
    writer.start()
    began.wait(10)
    later = ask(tenant, 1)
    assert seal_pending(tenant) == 1
    go_on.set()
    writer.join()
    assert seal_pending(tenant) == 1
    assert seals(tenant)[0][3] == later
    with tenant_scope(tenant):
        assert verify(tenant).counts["entries"] == 2


def test_a_second_sealer_at_the_same_tenant_stands_back(tenant):
    ask(tenant)
    taken, done = threading.Event(), threading.Event()

    def other() -> None:
        with acting_as("clerk"), atomic(), connections["clerk"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit-seal:{tenant}"])
            taken.set()
            done.wait(10)
        connections.close_all()

    holder = threading.Thread(target=other)
    holder.start()
    taken.wait(10)
    assert seal_pending(tenant) == 0
    done.set()
    holder.join()
    assert seal_pending(tenant) == 1


def test_many_writers_and_sealers_leave_one_whole_chain(tenant):
    def write() -> None:
        for number in range(15):
            ask(tenant, number)
        connections.close_all()

    def seal() -> None:
        for _ in range(15):
            seal_pending(tenant)
        connections.close_all()

    threads = [threading.Thread(target=work) for work in (write, write, write, seal, seal)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_pending(tenant)
    with tenant_scope(tenant):
        result = verify(tenant)
    assert result.ok
    assert result.counts["entries"] == 45


def test_tenants_are_sealed_apart(tenant):
    other = new_id()
    for each in (tenant, other, tenant):
        ask(each)
    assert set(tenants_with_unsealed()) == {tenant, other}
    for each in tenants_with_unsealed():
        seal_pending(each)
    assert [row[0] for row in seals(tenant)] == [1, 2]
    assert [row[0] for row in seals(other)] == [1]
    assert tenants_with_unsealed() == ()


def test_the_lag_is_how_long_the_oldest_entry_waits(tenant):
    assert seal_lag() == 0
    ask(tenant)
    time.sleep(0.2)
    assert 0.2 <= seal_lag() < 5
    seal_pending(tenant)
    assert seal_lag() == 0


def test_a_sealer_that_dies_in_a_batch_leaves_everything_waiting(tenant, monkeypatch):
    ask(tenant)
    monkeypatch.setattr(sealing, "seal_hash", lambda *place: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        seal_pending(tenant)
    monkeypatch.undo()
    with tenant_scope(tenant):
        assert Unsealed.objects.count() == Entry.objects.count() == 1
    assert seal_pending(tenant) == 1
