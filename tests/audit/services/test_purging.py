from datetime import timedelta

import pytest

from audit.errors import KeptLonger
from audit.models import Entry, Payload, PurgeStub, Seal
from audit.selectors import verify
from audit.services import purge, seal_pending, write_checkpoints
from kit import clock
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import AGREED, ask


def sequences(tenant):
    with tenant_scope(tenant):
        return list(Seal.objects.order_by("sequence").values_list("sequence", flat=True))


def verified(tenant):
    with tenant_scope(tenant):
        return verify(tenant)


@pytest.fixture
def aged(tenant):
    """Sixteen entries of 200 days ago, number 6 of a class that is kept for three years, and four of today."""
    with clock.freeze(clock.now() - timedelta(days=200)):
        for number in range(1, 17):
            ask(tenant, number, what=AGREED) if number == 6 else ask(tenant, number, personal={"question": "?"})
    for number in range(4):
        ask(tenant, number)
    seal_pending(tenant)
    write_checkpoints()
    return tenant


@pytest.mark.parametrize("days", [182, 0, -1])
def test_nothing_younger_than_183_days_is_purged(aged, days):
    with pytest.raises(KeptLonger):
        purge(tenant_id=aged, older_than_days=days, actor="member:cleo")
    assert len(sequences(aged)) == 20


def test_whole_ranges_go_and_what_is_kept_longer_stays(aged):
    assert purge(tenant_id=aged, actor="member:cleo") == 15
    assert sequences(aged) == [6, 17, 18, 19, 20]
    with tenant_scope(aged):
        assert Payload.objects.count() == 6
        assert list(PurgeStub.objects.order_by("first").values_list("first", "last")) == [(1, 5), (7, 16)]


def test_the_chain_verifies_after_a_purge_and_goes_on(aged):
    purge(tenant_id=aged, actor="member:cleo")
    assert verified(aged).ok
    seal_pending(aged)
    write_checkpoints()
    result = verified(aged)
    assert result.ok
    assert (result.counts["purged"], result.counts["entries"], result.counts["last"]) == (15, 6, 21)


def test_a_purge_is_on_record(aged):
    purge(tenant_id=aged, actor="member:cleo")
    with tenant_scope(aged):
        assert Entry.objects.get(event="audit.purged").data["count"] == 15


def test_a_second_purge_finds_nothing(aged):
    purge(tenant_id=aged, actor="member:cleo")
    assert purge(tenant_id=aged, actor="member:cleo") == 0


def test_the_head_is_never_purged(tenant):
    with clock.freeze(clock.now() - timedelta(days=400)):
        for number in range(3):
            ask(tenant, number)
    seal_pending(tenant)
    purge(tenant_id=tenant, actor="member:cleo")
    assert sequences(tenant) == [3]
    seal_pending(tenant)
    assert verified(tenant).counts["last"] == 4


def test_what_was_not_sealed_is_not_purged(tenant):
    with clock.freeze(clock.now() - timedelta(days=400)):
        ask(tenant)
    assert purge(tenant_id=tenant, actor="member:cleo") == 0


def test_another_tenants_entries_stay(aged):
    other = new_id()
    with clock.freeze(clock.now() - timedelta(days=400)):
        for number in range(3):
            ask(other, number)
    seal_pending(other)
    purge(tenant_id=aged, actor="member:cleo")
    assert sequences(other) == [1, 2, 3]


def test_entries_that_vanish_without_a_stub_are_found(aged, as_owner):
    purge(tenant_id=aged, actor="member:cleo")
    as_owner.execute("DELETE FROM audit_purgestub")
    assert verified(aged).first_bad.sequence == 1


def test_a_stub_that_the_owner_made_up_is_found(aged, as_owner):
    purge(tenant_id=aged, actor="member:cleo")
    as_owner.execute("UPDATE audit_purgestub SET newest = now() WHERE first = 7")
    assert verified(aged).first_bad.sequence == 7
