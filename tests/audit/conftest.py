"""A tenant with evidence, committed and sealed as in production: the clerk reads on a connection of its own."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from audit.services import record, seal_pending
from audit.types import Event, event
from kit.ids import new_id
from kit.scoping import tenant_scope

ASKED = event("tests.asked", says="Somebody asked {bot}.", keeps=("bot", "n", "score"), retention="content")
AGREED = event("tests.agreed", says="Somebody agreed.", retention="consent")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> Path:
    settings.CHECKPOINTS_DIR = tmp_path / "checkpoints"
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def tenant(transactional_db) -> UUID:
    return new_id()


def ask(tenant_id: UUID, number: int = 1, *, what: Event = ASKED, **more) -> UUID:
    """Record one entry and commit it."""
    with tenant_scope(tenant_id):
        return record(what, actor="member:anna", data={"bot": "hr", "n": number} if what is ASKED else {}, **more)


@pytest.fixture
def chain(tenant) -> UUID:
    """A tenant with twenty sealed entries."""
    for number in range(20):
        ask(tenant, number, personal={"question": f"question {number}"}, subject="console:ben")
    seal_pending(tenant)
    return tenant


@pytest.fixture
def as_owner() -> Iterator:
    """Somebody with the owner's password and bad intentions."""
    with connections["owner"].cursor() as cursor:
        yield cursor
