import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from audit.adapters import checkpoints
from kit.ids import new_id
from tests.audit.conftest import ask


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


def test_an_export_holds_no_reference_and_no_content(files):
    text = files[0].read_text()
    assert "question 1" not in text
    assert "anna" not in text


def test_what_was_not_sealed_yet_is_sealed_for_the_export(chain, tmp_path):
    ask(chain)
    call_command(
        "audit_export", "--tenant", chain, "--out", tmp_path / "f", "--checkpoint", tmp_path / "c", stdout=StringIO()
    )
    assert len((tmp_path / "f").read_bytes().splitlines()) == 21


def test_a_broken_chain_is_exported_but_not_signed_anew(chain, files, as_owner, tmp_path):
    ask(chain)
    as_owner.execute(
        "UPDATE audit_entry SET success = false WHERE id = (SELECT entry_id FROM audit_seal WHERE sequence = 3)"
    )
    out, head = tmp_path / "broken.jsonl", tmp_path / "broken.json"
    with pytest.raises(CommandError, match="broken"):
        call_command("audit_export", "--tenant", chain, "--out", out, "--checkpoint", head, stdout=StringIO())
    assert json.loads(head.read_text())["sequence"] == 20
    assert verify("--export", out, "--checkpoint", head, "--key", files[2])[1]["first_bad"]["sequence"] == 3


def test_a_tenant_without_entries_has_nothing_to_export(transactional_db, tmp_path):
    with pytest.raises(CommandError, match="已封存"):
        call_command("audit_export", "--tenant", new_id(), "--out", tmp_path / "f", "--checkpoint", tmp_path / "c")
