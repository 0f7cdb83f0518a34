"""Decide who may hand out which rights. Every change to members, groups and keys passes here first."""

from collections.abc import Iterable

from tenants.errors import AboveOwnRights, MayNot, UnknownRole, UnknownScope
from tenants.types import PERMISSIONS, ROLES, Principal


def require(by: Principal, permission: str) -> None:
    """Raise MayNot unless `by` holds `permission`."""
    if not by.may(permission):
        raise MayNot(permission=permission)


def known_roles(roles: Iterable[str]) -> list[str]:
    """The roles without repetition, in one order. Raises UnknownRole, also for none at all."""
    wanted = sorted(set(roles))
    if not wanted or not set(wanted) <= ROLES.keys():
        raise UnknownRole(field="roles")
    return wanted


def known_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes without repetition, in one order. Raises UnknownScope, also for none at all."""
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= PERMISSIONS:
        raise UnknownScope(field="scopes")
    return wanted


def may_grant_roles(by: Principal, roles: Iterable[str]) -> None:
    """An owner hands out any role; everybody else only what he could do himself, and a key never makes an owner.

    Raises AboveOwnRights.
    """
    wanted = set(roles)
    if by.kind == "member" and "owner" in by.roles:
        return
    if by.kind == "key" and "owner" in wanted:
        raise AboveOwnRights
    may_grant_scopes(by, {permission for role in wanted for permission in ROLES[role]})


def may_grant_scopes(by: Principal, scopes: Iterable[str]) -> None:
    """Nobody gives a key more than he may do himself. Raises AboveOwnRights."""
    if not all(by.may(scope) for scope in scopes):
        raise AboveOwnRights
