"""A tenant to work in, and a person who may."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from kit.ids import new_id
from kit.scoping import tenant_scope
from tenants.types import Principal


@pytest.fixture
def acorn() -> UUID:
    """A tenant's id; the gateway's tables need no row of the tenant itself."""
    return new_id()


@pytest.fixture
def anna(acorn: UUID) -> Principal:
    return Principal(
        tenant_id=acorn,
        kind="member",
        id=new_id(),
        name="Anna",
        roles=frozenset({"owner"}),
        groups=frozenset(),
        scopes=frozenset(),
    )


@pytest.fixture
def in_acorn(acorn: UUID, transactional_db: None) -> Iterator[UUID]:
    with tenant_scope(acorn):
        yield acorn
