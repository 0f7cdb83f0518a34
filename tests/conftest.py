"""Real servers for every test: a PostgreSQL migrated by the owner and used as the application, and a Valkey."""

import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client, TransactionTestCase

from kit.files import locked
from kit.scoping import tenant_scope
from kit.servers import Embedded
from tenants.types import TenantInfo
from tests import cast
from tests.cast import Person

KEEP = ("django_migrations", "django_content_type", "auth_permission")
"""Filled by migrations, and the same in every test."""


def migrations_digest() -> str:
    """Changes with any migration, so that a template database is never stale."""
    files = sorted((Path(__file__).parent.parent / "platform").glob("*/migrations/*.py"))
    parts = [path.read_bytes() for path in (*files, Path(__file__).parent.parent / "platform/kit/tenant_table.py")]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def use_database(name: str) -> None:
    for connection in connections.all():
        connection.close()
        connection.settings_dict["NAME"] = name
        settings.DATABASES[connection.alias]["NAME"] = name


def migrated_template(embedded: Embedded) -> str:
    """A database that every worker copies, since copying takes a fraction of migrating."""
    name = f"template_{migrations_digest()}"
    with locked(embedded.data / "template"):
        if not embedded.has_database(name):
            embedded.drop_database("in_the_making")
            embedded.create_database("in_the_making")
            use_database("in_the_making")
            call_command("migrate", database="owner", verbosity=0)
            use_database("postgres")
            with embedded.superuser() as connection:
                connection.execute(f'ALTER DATABASE in_the_making RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: the application's role may neither create nor flush a database."""
    embedded: Embedded = settings.EMBEDDED
    embedded.start(durable=False)
    name = f"test_{os.getpid()}"
    with django_db_blocker.unblock():
        template = migrated_template(embedded)
        embedded.drop_database(name)
        embedded.create_database(name, template=template)
        use_database(name)
        yield
        close_everything()
    embedded.drop_database(name)


def close_everything() -> None:
    for connection in connections.all():
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()


def truncate(case: Any) -> None:
    """What flush does, as the owner: the application has no right to it."""
    with connections["owner"].cursor() as cursor:
        tables = set(connections["owner"].introspection.table_names(cursor)) - set(KEEP)
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in sorted(tables)) + " RESTART IDENTITY CASCADE")
    connections["owner"].close()


@pytest.fixture(autouse=True, scope="session")
def all_roles_in_tests() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", truncate)
    patch.setattr(TransactionTestCase, "databases", {"default", "clerk", "owner"})
    yield
    patch.undo()


LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Any connection that leaves the machine is an error."""
    real = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test reached for the network: {address}")
        real(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture
def acorn(db: None) -> TenantInfo:
    return cast.tenant("acorn")


@pytest.fixture
def birch(db: None) -> TenantInfo:
    return cast.tenant("birch")


@pytest.fixture
def anna(acorn: TenantInfo) -> Person:
    """Owns Acorn."""
    return cast.person("anna", acorn, "owner")


@pytest.fixture
def ben(acorn: TenantInfo) -> Person:
    """Anna's colleague: a plain member of Acorn."""
    return cast.person("ben", acorn, "member")


@pytest.fixture
def cleo(birch: TenantInfo) -> Person:
    """Owns Birch, and has nothing to do with Acorn."""
    return cast.person("cleo", birch, "owner")


@pytest.fixture
def anna_client(anna: Person) -> Client:
    return anna.client()


@pytest.fixture
def ben_client(ben: Person) -> Client:
    return ben.client()


@pytest.fixture
def cleo_client(cleo: Person) -> Client:
    return cleo.client()


@pytest.fixture
def in_acorn(acorn: TenantInfo) -> Iterator[TenantInfo]:
    """The test's body runs in Acorn's scope."""
    with tenant_scope(acorn.id):
        yield acorn


@pytest.fixture
def anna_key(anna: Person) -> str:
    """An API key of Acorn with every scope that anna may give."""
    return cast.key(anna)


@pytest.fixture
def cleo_key(cleo: Person) -> str:
    """The same for Birch."""
    return cast.key(cleo)
