"""Bring the embedded servers and the tables up to date, once per process and for one process at a time."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from kit.files import locked, write_atomically

_working: set[str] = set()


def ensure_database(name: str) -> None:
    """Start, make and migrate the embedded database `name`. Another database is its operator's business."""
    if settings.ENV.embedded and name == settings.ENV.database_name and name not in _working:
        _working.add(name)  # migrating asks for connections itself
        _ensure(name)


@cache
def _ensure(name: str) -> None:
    settings.EMBEDDED.start()
    stamp = settings.DATA_DIR / "migrated"
    with locked(stamp):
        digest = migrations_digest()
        if not settings.EMBEDDED.has_database(name):
            settings.EMBEDDED.create_database(name)
        elif stamp.exists() and stamp.read_text() == digest:
            return
        call_command("migrate", database="owner", verbosity=0)
        write_atomically(stamp, digest.encode())


def migrations_digest() -> str:
    """Changes with any migration of ours."""
    files = sorted((Path(settings.ROOT) / "platform").glob("*/migrations/*.py"))
    names = b"".join(f"{path.parent.parent.name}/{path.name}".encode() + path.read_bytes() for path in files)
    return hashlib.sha256(names).hexdigest()
