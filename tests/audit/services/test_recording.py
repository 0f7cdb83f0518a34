from datetime import UTC, datetime

import pytest
from django.db import transaction

from audit.errors import AlreadyRecorded, NotKept, UnknownEvent
from audit.models import Entry
from audit.services import evaluation_evidence, record
from audit.types import Event
from kit.ids import new_id
from kit.scoping import TenantNotSet, tenant_scope
from tests.audit.conftest import ASKED, ask


def test_an_event_that_nobody_registered_is_refused(tenant):
    stranger = Event(name="tests.stranger", says="?", keeps=frozenset(), retention="system")
    with pytest.raises(UnknownEvent), tenant_scope(tenant):
        record(stranger, actor="member:anna", data={})


def test_an_event_that_only_shares_a_registered_name_is_refused(tenant):
    twin = Event(name="tests.asked", says="?", keeps=frozenset({"secret"}), retention="system")
    with pytest.raises(UnknownEvent), tenant_scope(tenant):
        record(twin, actor="member:anna", data={"secret": 1})


def test_data_that_the_event_does_not_keep_is_refused(tenant):
    with pytest.raises(NotKept), tenant_scope(tenant):
        record(ASKED, actor="member:anna", data={"question": "free text"})


def test_data_without_an_exact_form_is_refused(tenant):
    with pytest.raises(NotKept), tenant_scope(tenant):
        record(ASKED, actor="member:anna", data={"bot": object()})


def test_odd_values_are_kept_in_their_exact_form(tenant):
    odd = {"bot": "a\0b\ud800", "n": 2**60, "score": [0.25, datetime(2026, 1, 2, tzinfo=UTC)]}
    with tenant_scope(tenant):
        record(ASKED, actor="member:anna", data=odd)
        kept = Entry.objects.get().data
    assert kept == {"bot": "a\ufffdb\ufffd", "n": str(2**60), "score": ["0.25", "2026-01-02T00:00:00+00:00"]}


def test_without_a_tenant_nothing_is_recorded(db):
    with pytest.raises(TenantNotSet):
        record(ASKED, actor="member:anna", data={})


def test_what_is_rolled_back_leaves_no_entry(tenant):
    with tenant_scope(tenant), transaction.atomic():
        record(ASKED, actor="member:anna", data={})
        transaction.set_rollback(True)
    with tenant_scope(tenant):
        assert not Entry.objects.exists()


@pytest.mark.parametrize("phase", ["opened", "closed"])
def test_a_turn_opens_once_and_closes_once(tenant, phase):
    turn = new_id()
    ask(tenant, turn_id=turn, phase=phase)
    with pytest.raises(AlreadyRecorded):
        ask(tenant, turn_id=turn, phase=phase)


def test_a_turn_may_have_any_number_of_entries_without_a_phase(tenant):
    turn = new_id()
    for _ in range(2):
        ask(tenant, turn_id=turn)


def test_an_entry_of_an_evaluation_is_marked(tenant):
    with evaluation_evidence():
        ask(tenant)
    ask(tenant)
    with tenant_scope(tenant):
        assert [entry.evaluation for entry in Entry.objects.order_by("id")] == [True, False]
