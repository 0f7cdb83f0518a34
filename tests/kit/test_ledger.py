from datetime import timedelta

import pytest

from kit import clock, ledger
from kit.ids import new_id
from kit.scoping import current_tenant_id, tenant_scope

ACORN = new_id()


@pytest.fixture
def applied(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    held: list = []
    monkeypatch.setattr(ledger, "_replays", {"erase": lambda data: held.append((current_tenant_id(), data))})
    return held


def test_erasures_since_a_moment_are_applied_again(db, applied):
    with tenant_scope(ACORN):
        ledger.note(kind="erase", data={"subject": "a"})
    assert ledger.apply_again(ledger.path(), since=clock.now() - timedelta(minutes=1)) == 1
    assert applied == [(ACORN, {"subject": "a"})]


def test_older_erasures_are_in_the_backup_already(db, applied):
    with tenant_scope(ACORN):
        ledger.note(kind="erase", data={})
    assert ledger.apply_again(ledger.path(), since=clock.now() + timedelta(minutes=1)) == 0
