import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from audit.services import seal_pending
from tenants.services import create_tenant


def verify(*arguments: object) -> tuple[int, dict]:
    """(exit code, what `audit_verify --json` printed)."""
    out = StringIO()
    try:
        call_command("audit_verify", *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    except SystemExit as stopped:
        return int(str(stopped.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_a_tenant_is_named_by_its_slug(transactional_db):
    tenant = create_tenant(slug="star", name="Morning Star")
    seal_pending(tenant.id)
    code, result = verify("--tenant", "star")
    assert code == 0
    assert list(result["chains"]) == [str(tenant.id)]


def test_an_unknown_tenant_is_an_error(transactional_db):
    with pytest.raises(CommandError, match="nobody"):
        verify("--tenant", "nobody")
