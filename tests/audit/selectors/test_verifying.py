from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connections

from audit.adapters import checkpoints
from audit.selectors import entries, tenants_with_chain, verify
from audit.services import erase_payloads, seal_pending, write_checkpoints
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import ask


@contextmanager
def intruder():
    """Somebody who rules the database: no key, no trigger and no grant stops him."""
    with settings.EMBEDDED.superuser(connections["owner"].settings_dict["NAME"]) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


def verified(tenant):
    with tenant_scope(tenant):
        return verify(tenant)


@pytest.fixture
def checked(chain):
    """A chain of twenty with a checkpoint of its head."""
    write_checkpoints()
    return chain


COLUMNS = {
    "event": "'tests.agreed'",
    "retention": "'system'",
    "actor": "md5('x')",
    "subject": "''",
    "turn_id": "gen_random_uuid()",
    "success": "false",
    "evaluation": "true",
    "data": '\'{"bot": "other"}\'',
    "commitments": "'{}'",
    "created_at": "created_at - interval '1 microsecond'",
}


SEAL_COLUMNS = {"hash": "md5('x')", "previous": "md5('x')", "algorithm": "'md5'", "key_id": "'k9'", "sequence": "700"}


def cut_tail(connection):
    connection.execute(
        "WITH s AS (DELETE FROM audit_seal WHERE sequence > 15 RETURNING entry_id)"
        " DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM s)"
    )


def test_an_untouched_chain_verifies(checked):
    result = verified(checked)
    assert result.ok
    assert (result.counts["entries"], result.counts["checkpoint"]) == (20, 20)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_in_any_column_is_found_at_its_row(checked, column):
    with intruder() as connection:
        connection.execute(
            f"UPDATE audit_entry SET {column} = {COLUMNS[column]} WHERE id ="
            " (SELECT entry_id FROM audit_seal WHERE sequence = 7)"
        )
    assert verified(checked).first_bad.sequence == 7


@pytest.mark.parametrize("column", SEAL_COLUMNS)
def test_a_change_in_any_column_of_a_seal_is_found_at_its_row(checked, column):
    with intruder() as connection:
        connection.execute(f"UPDATE audit_seal SET {column} = {SEAL_COLUMNS[column]} WHERE sequence = 7")
    assert verified(checked).first_bad.sequence == 7


def test_a_deleted_entry_is_found(checked):
    with intruder() as connection:
        connection.execute("DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE sequence = 7)")
    bad = verified(checked).first_bad
    assert (bad.sequence, bad.what) == (7, "the entry is gone, its seal is left")


def test_an_entry_deleted_with_its_seal_is_found(checked):
    with intruder() as connection:
        connection.execute(
            "WITH s AS (DELETE FROM audit_seal WHERE sequence = 7 RETURNING entry_id)"
            " DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM s)"
        )
    assert verified(checked).first_bad.sequence == 7


def test_two_exchanged_entries_are_found(checked):
    with intruder() as connection:
        for old, new in ((7, 0), (8, 7), (0, 8)):
            connection.execute("UPDATE audit_seal SET sequence = %s WHERE sequence = %s", [new, old])
    assert verified(checked).first_bad.sequence == 7


def test_an_entry_smuggled_past_the_queue_is_found(checked):
    with intruder() as connection:
        connection.execute(
            "INSERT INTO audit_entry (id, tenant_id, created_at, event, retention, actor, subject, phase, success,"
            " evaluation, data, commitments) SELECT gen_random_uuid(), tenant_id, created_at, event, retention, actor,"
            " subject, phase, success, evaluation, data, commitments FROM audit_entry LIMIT 1"
        )
    assert "neither has a seal" in verified(checked).first_bad.what


def test_a_tail_that_was_cut_off_is_found_by_the_checkpoint(checked):
    with intruder() as connection:
        cut_tail(connection)
    assert verified(checked).first_bad.sequence == 16


def test_a_tail_that_was_cut_off_before_any_checkpoint_cannot_be_found(chain):
    with intruder() as connection:
        cut_tail(connection)
    result = verified(chain)
    assert result.ok
    assert result.counts["checkpoint"] == 0


def test_a_suffix_that_was_sealed_anew_is_found_by_the_checkpoint(checked):
    with intruder() as connection:
        connection.execute(
            "INSERT INTO audit_unsealed (id, tenant_id, created_at)"
            " SELECT entry_id, tenant_id, now() FROM audit_seal WHERE sequence > 15"
        )
        connection.execute(
            "UPDATE audit_entry SET success = false WHERE id = (SELECT entry_id FROM audit_seal WHERE sequence = 20)"
        )
        connection.execute("DELETE FROM audit_seal WHERE sequence > 15")
    assert seal_pending(checked) == 5
    bad = verified(checked).first_bad
    assert (bad.sequence, bad.what) == (20, "this is not what the checkpoint saw here")


def test_a_chain_that_vanished_whole_is_missed(checked):
    with intruder() as connection:
        connection.execute("TRUNCATE audit_entry, audit_seal, audit_payload, audit_unsealed")
    assert checked in tenants_with_chain()
    assert not verified(checked).ok


def test_entries_after_the_checkpoint_are_no_fault(checked):
    ask(checked)
    seal_pending(checked)
    assert verified(checked).counts["entries"] == 21


def test_the_chain_verifies_after_an_erasure(checked):
    with tenant_scope(checked):
        assert erase_payloads(subject="console:ben", actor="member:cleo") == 20
    seal_pending(checked)
    assert verified(checked).counts["entries"] == 21


def test_a_forged_checkpoint_is_named(checked):
    path = next((checkpoints.folder() / str(checked)).glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b'"sequence":20', b'"sequence":10'))
    assert "signature" in verified(checked).first_bad.what


def test_an_unreadable_checkpoint_is_named(checked):
    path = next((checkpoints.folder() / str(checked)).glob("*.jsonl"))
    path.write_bytes(b"garbage\n")
    assert "cannot be read" in verified(checked).first_bad.what


def test_one_tenants_chain_does_not_hold_anothers_entries(checked):
    other = new_id()
    ask(other)
    seal_pending(other)
    assert verified(other).counts["entries"] == 1
    assert verified(checked).counts["entries"] == 20


def test_after_a_broken_chain_the_transaction_goes_on(checked):
    with intruder() as connection:
        connection.execute("UPDATE audit_seal SET hash = md5('x') WHERE sequence = 2")
    with tenant_scope(checked):
        assert not verify(checked).ok
        assert entries().entries
        assert not verify(checked).ok
