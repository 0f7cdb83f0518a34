import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from audit.adapters import checkpoints


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


def test_an_export_verifies(files):
    code, result = check_files(*files)
    assert (code, result["ok"]) == (0, True)
    assert result["counts"]["entries"] == result["counts"]["checkpoint"] == 20


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_file_is_an_error_and_no_success(files, missing):
    files[missing].unlink()
    with pytest.raises(CommandError):
        check_files(*files)
