"""The application serves people as a role that row policies bind, and refuses to start as any other."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import Critical
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from kit.roles import DATABASE_ROLES
from tenants.checks import roles_are_bound_by_policies, unfit_role

pytestmark = pytest.mark.django_db


def current_user(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.fixture
def a_superuser(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """The application's connection, made as the database's superuser."""
    connection = connections["default"]
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "USER", "postgres")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    yield
    connection.close()


def test_each_alias_works_as_its_role() -> None:
    assert {alias: current_user(alias) for alias in ("default", "clerk", "owner")} == {
        "default": DATABASE_ROLES["app"],
        "clerk": DATABASE_ROLES["clerk"],
        "owner": DATABASE_ROLES["owner"],
    }


def test_the_roles_that_serve_are_bound_by_policies() -> None:
    assert unfit_role("default") == []
    assert unfit_role("clerk") == []


def test_the_owner_would_not_do() -> None:
    assert unfit_role("owner") == ["owns tables"]


@pytest.mark.django_db(transaction=True)
def test_the_check_refuses_a_superuser(a_superuser: None) -> None:
    found = roles_are_bound_by_policies(None)
    assert any(isinstance(one, Critical) and "superuser" in one.msg for one in found)


@pytest.mark.django_db(transaction=True)
def test_manage_py_check_fails_as_a_superuser(a_superuser: None) -> None:
    with pytest.raises(SystemCheckError, match="row policies would not hold"):
        call_command("check", tags=["security"])
