from audit.models import Entry, Payload
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import ask


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
