"""Who may hand out which rights."""

from uuid import uuid4

import pytest

from tenants.errors import AboveOwnRights, MayNot, UnknownRole, UnknownScope
from tenants.services.rights import known_roles, known_scopes, may_grant_roles, may_grant_scopes, require
from tenants.types import PERMISSIONS, ROLES, Principal


def member(*roles: str) -> Principal:
    return Principal(tenant_id=uuid4(), kind="member", id=uuid4(), name="x", roles=frozenset(roles))


def key(*scopes: str) -> Principal:
    return Principal(tenant_id=uuid4(), kind="key", id=uuid4(), name="x", scopes=frozenset(scopes))


def test_what_one_may_not_raises() -> None:
    require(member("owner"), "members.write")
    with pytest.raises(MayNot):
        require(member("operator"), "members.write")


@pytest.mark.parametrize("roles", [[], ["root"], ["owner", "root"]])
def test_roles_must_be_known(roles: list[str]) -> None:
    with pytest.raises(UnknownRole):
        known_roles(roles)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["*"]])
def test_scopes_must_be_known(scopes: list[str]) -> None:
    with pytest.raises(UnknownScope):
        known_scopes(scopes)


@pytest.mark.parametrize("role", ROLES)
def test_an_owner_gives_any_role(role: str) -> None:
    may_grant_roles(member("owner"), [role])


def test_others_give_no_more_than_they_have() -> None:
    may_grant_roles(member("operator"), ["member"])
    with pytest.raises(AboveOwnRights):
        may_grant_roles(member("operator"), ["owner"])


def test_a_key_never_makes_an_owner() -> None:
    with pytest.raises(AboveOwnRights):
        may_grant_roles(key(*PERMISSIONS), ["owner"])


def test_a_key_has_no_right_that_its_maker_lacks() -> None:
    may_grant_scopes(member("owner"), ["chat.ask"])
    with pytest.raises(AboveOwnRights):
        may_grant_scopes(member("owner"), ["audit.unmask"])
