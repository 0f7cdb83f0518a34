from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction

from audit.errors import AlreadyRecorded, NotKept, UnknownEvent
from audit.models import Entry, Payload
from audit.services import evaluation_evidence, record
from audit.types import Event, event, registered
from kit.ids import new_id
from kit.scoping import TenantNotSet, tenant_scope
from tests.audit.conftest import ASKED, ask


def test_an_entry_keeps_pseudonyms_and_no_reference(tenant):
    ask(tenant, subject="console:ben", personal={"question": "who is Ben?"})
    with tenant_scope(tenant):
        row = Entry.objects.values_list().get()
    assert "anna" not in str(row)
    assert "ben" not in str(row).lower()


def test_a_reference_has_another_pseudonym_in_every_tenant(tenant):
    other = new_id()
    ask(tenant)
    ask(other)
    names = set()
    for each in (tenant, other):
        with tenant_scope(each):
            names.add(Entry.objects.get().actor)
    assert len(names) == 2


def test_the_payload_is_encrypted(tenant):
    ask(tenant, personal={"question": "a very private question"})
    with tenant_scope(tenant):
        assert "private" not in Payload.objects.get().body


def test_the_same_content_has_another_commitment_each_time(tenant):
    for _ in range(2):
        ask(tenant, personal={"question": "yes"})
    with tenant_scope(tenant):
        commitments = {entry.commitments["question"] for entry in Entry.objects.all()}
    assert len(commitments) == 2


def test_an_event_that_nobody_registered_is_refused(tenant):
    stranger = Event(name="tests.stranger", says="?", keeps=frozenset(), retention="system")
    with pytest.raises(UnknownEvent), tenant_scope(tenant):
        record(stranger, actor="member:anna", data={})


def test_an_event_that_only_shares_a_registered_name_is_refused(tenant):
    twin = Event(name="tests.asked", says="?", keeps=frozenset({"secret"}), retention="system")
    with pytest.raises(UnknownEvent), tenant_scope(tenant):
        record(twin, actor="member:anna", data={"secret": 1})


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="two events"):
        event("tests.asked", says="again")


def test_an_unknown_retention_class_is_refused():
    with pytest.raises(ValueError, match="no retention class"):
        event("tests.for_ever", says="x", retention="for ever")  # type: ignore[arg-type]


def test_the_registry_knows_events_of_apps_that_were_not_imported():
    assert registered("tenants.created").retention == "system"


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


def test_the_database_itself_refuses_a_phase_without_a_turn(tenant):
    with pytest.raises(DatabaseError, match="audit_entry_phase"):
        ask(tenant, phase="opened")


def test_a_turn_may_have_any_number_of_entries_without_a_phase(tenant):
    turn = new_id()
    for _ in range(2):
        ask(tenant, turn_id=turn)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET event = 'x'", "DELETE FROM audit_entry"])
@pytest.mark.parametrize("alias", ["default", "clerk"])
def test_nobody_at_run_time_may_change_or_remove_an_entry(tenant, statement, alias):
    ask(tenant)
    with pytest.raises(DatabaseError, match="permission denied"), connections[alias].cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_payload SET body = 'x'",
        "UPDATE audit_seal SET hash = 'x'",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_unsealed",
        "INSERT INTO audit_seal (id) VALUES (gen_random_uuid())",
        "DELETE FROM audit_purgestub",
    ],
)
def test_the_application_may_not_touch_seals_queue_or_stubs(tenant, statement):
    with pytest.raises(DatabaseError, match="permission denied"), tenant_scope(tenant):
        connection.cursor().execute(statement)


def test_an_entry_of_an_evaluation_is_marked(tenant):
    with evaluation_evidence():
        ask(tenant)
    ask(tenant)
    with tenant_scope(tenant):
        assert [entry.evaluation for entry in Entry.objects.order_by("id")] == [True, False]
