from datetime import timedelta

from audit.adapters import checkpoints
from audit.adapters.export import public_keys
from audit.selectors import verify
from audit.services import seal_pending, write_checkpoints
from kit import clock, crypto
from kit.scoping import tenant_scope
from tests.audit.conftest import ask


def test_the_head_is_signed_outside_the_database(chain):
    assert write_checkpoints() == 1
    made = checkpoints.latest(chain)
    assert (made.tenant, made.sequence) == (str(chain), 20)
    assert made.holds([crypto.public_key_pem()])


def test_a_line_that_a_crash_cut_short_does_not_count(chain):
    write_checkpoints()
    path = next((checkpoints.folder() / str(chain)).glob("*.jsonl"))
    with path.open("ab") as out:
        out.write(b'{"sequence": 2')
    assert checkpoints.latest(chain).sequence == 20


def test_after_a_rotation_older_checkpoints_still_hold(chain, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    crypto.encrypt("signing", b"")
    write_checkpoints()
    crypto.rotate("signing")
    with tenant_scope(chain):
        assert verify(chain).ok
    ask(chain)
    seal_pending(chain)
    with clock.freeze(clock.now() + timedelta(minutes=2)):
        assert write_checkpoints() == 1
    with tenant_scope(chain):
        assert verify(chain).ok
    published = (checkpoints.folder() / "public-key.pem").read_bytes()
    assert len(public_keys(published)) == 2
