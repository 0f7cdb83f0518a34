from datetime import timedelta

from audit.adapters import checkpoints
from audit.services import record, seal_pending, write_checkpoints
from audit.services import sealing as sealing_service
from kit import clock
from kit.ids import PLATFORM_TENANT, new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import ASKED, ask


def sequences(tenant):
    files = sorted((checkpoints.folder() / str(tenant)).glob("*.jsonl"))
    return [checkpoints.export.checkpoint(line).sequence for file in files for line in file.read_bytes().splitlines()]


def test_a_head_that_did_not_move_is_not_signed_again(chain):
    write_checkpoints()
    with clock.freeze(clock.now() + timedelta(hours=1)):
        assert write_checkpoints() == 0


def test_a_head_is_signed_at_most_a_minute_after_it_moved(chain):
    write_checkpoints()
    ask(chain)
    seal_pending(chain)
    assert write_checkpoints() == 0
    with clock.freeze(clock.now() + timedelta(seconds=40)):
        assert write_checkpoints() == 1
    assert sequences(chain) == [20, 21]


def test_a_thousand_entries_do_not_wait_for_the_minute(tenant, monkeypatch):
    monkeypatch.setattr(sealing_service, "CHECKPOINT_ENTRIES", 100)
    with tenant_scope(tenant):
        for number in range(130):
            record(ASKED, actor="member:anna", data={"n": number})
    seal_pending(tenant)
    assert sequences(tenant) == [128]


def test_every_tenant_and_the_platform_have_their_own(tenant):
    others = [tenant, new_id(), PLATFORM_TENANT]
    for each in others:
        ask(each)
        seal_pending(each)
    assert write_checkpoints() == 3
    assert checkpoints.tenants() == set(others)
