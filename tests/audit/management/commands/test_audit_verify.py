import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from audit.adapters import checkpoints
from audit.services import seal_pending
from kit.ids import PLATFORM_TENANT
from tests.audit.conftest import ask

ROOT = Path(__file__).resolve().parents[4]


def verify(*arguments: object) -> tuple[int, dict]:
    """(exit code, what `audit_verify --json` printed)."""
    out = StringIO()
    try:
        call_command("audit_verify", *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    except SystemExit as stopped:
        return int(str(stopped.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.fixture
def files(chain, tmp_path):
    """An export of the chain, its checkpoint and the public key."""
    out, head = tmp_path / "chain.jsonl", tmp_path / "head.json"
    call_command("audit_export", "--tenant", chain, "--out", out, "--checkpoint", head, stdout=StringIO())
    return out, head, checkpoints.folder() / "public-key.pem"


def check_files(out, head, key):
    return verify("--export", out, "--checkpoint", head, "--key", key)


def test_a_changed_export_fails_with_the_first_bad_entry(files):
    lines = files[0].read_bytes().splitlines(keepends=True)
    lines[9] = lines[9].replace(b'"bot":"hr"', b'"bot":"it"')
    files[0].write_bytes(b"".join(lines))
    code, result = check_files(*files)
    assert code == 1
    assert result["first_bad"]["sequence"] == 10
    assert result["first_bad"]["entry"] in lines[9].decode()


def test_a_checkpoint_without_a_key_proves_nothing(files):
    with pytest.raises(CommandError, match="public key"):
        verify("--export", files[0], "--checkpoint", files[1])


def test_an_older_checkpoint_of_the_auditors_own_is_checked_too(chain, files, tmp_path):
    ask(chain)
    out, head = tmp_path / "later.jsonl", tmp_path / "later.json"
    call_command("audit_export", "--tenant", chain, "--out", out, "--checkpoint", head, stdout=StringIO())
    assert verify("--export", out, "--checkpoint", head, "--checkpoint", files[1], "--key", files[2])[0] == 0


def test_an_export_verifies_with_neither_server_nor_database(files, tmp_path):
    nowhere = {
        "PATH": os.environ["PATH"],
        "HEYAN_DATA_DIR": str(tmp_path / "auditor"),
    }
    nowhere |= {
        f"HEYAN_{role}DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none" for role in ("", "OWNER_", "CLERK_")
    }
    call = [sys.executable, "manage.py", "audit_verify", "--json", "--export", files[0], "--checkpoint", files[1]]
    done = subprocess.run(
        [*map(str, call), "--key", str(files[2])], cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"]
    assert not (tmp_path / "auditor" / "postgres").exists()


def test_without_an_export_every_chain_is_verified(chain):
    ask(PLATFORM_TENANT)
    seal_pending(PLATFORM_TENANT)
    code, result = verify()
    assert code == 0
    assert set(result["chains"]) == {str(chain), str(PLATFORM_TENANT)}
    assert result["counts"]["entries"] == 21


def test_a_broken_chain_fails_where_it_lies(chain, as_owner):
    as_owner.execute(
        "UPDATE audit_entry SET success = false WHERE id = (SELECT entry_id FROM audit_seal WHERE sequence = 3)"
    )
    code, result = verify()
    assert code == 1
    assert result["first_bad"]["sequence"] == 3
