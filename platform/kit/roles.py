"""Choose the database role that work is done as: app (people's requests), clerk (standing jobs), owner (upkeep)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

from django.db import transaction

Role = Literal["app", "clerk", "owner"]
ALIASES: dict[Role, str] = {"app": "default", "clerk": "clerk", "owner": "owner"}
DATABASE_ROLES: dict[Role, str] = {"app": "heyan_app", "clerk": "heyan_clerk", "owner": "heyan_owner"}

_role: ContextVar[Role] = ContextVar("database_role", default="app")


def role() -> Role:
    """The role in force here."""
    return _role.get()


def alias() -> str:
    """The Django database alias of the role in force."""
    return ALIASES[_role.get()]


@contextmanager
def acting_as(new: Role) -> Iterator[None]:
    """Do the work inside as `new`, on that role's own connection."""
    token = _role.set(new)
    try:
        yield
    finally:
        _role.reset(token)


@contextmanager
def atomic() -> Iterator[None]:
    """A transaction, or a savepoint in one, on the connection of the role in force. Also a decorator."""
    with transaction.atomic(using=alias()):
        yield


class RoleRouter:
    """Send every query to the role in force; only the owner changes tables."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return alias()

    def db_for_write(self, model: type, **hints: Any) -> str:
        return alias()

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == ALIASES["owner"]
