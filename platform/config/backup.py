"""Write everything that an installation is (database, files, keys, checkpoints) into a folder, and bring it back."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext_lazy

# Each registers how what it erased is erased again.
import audit.services  # noqa: F401
import chat.services  # noqa: F401
import consent.services  # noqa: F401
import knowledge.services  # noqa: F401
from kit import clock, ledger
from kit.errors import HeyanError

DUMP = "database.dump"
MANIFEST = "manifest.json"
LEAVING_SECONDS = 3
"""A connection that was closed is still listed for a moment."""
FOLDERS = ("media", "keys", "checkpoints")


class BackupRefused(HeyanError):
    """`reason` says what stands in the way; nothing was changed."""

    code = "backup_refused"
    status = 409
    says = gettext_lazy("This cannot be done: %(reason)s")


def backup(out: Path) -> dict[str, Any]:
    """Write a complete backup into the new folder `out`; answers its manifest. Raises BackupRefused, OSError."""
    if out.exists() and any(out.iterdir()):
        raise BackupRefused(reason=f"{out} is not empty")
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Keys and files first would miss what the dump already points at; this way round there is only ever too much.
    started = clock.now()
    _program("pg_dump", "-Fc", "--enable-row-security", "--no-owner", "-f", str(out / DUMP), *_database())
    for name in FOLDERS:
        source = Path(settings.DATA_DIR) / name
        if source.exists():
            shutil.copytree(source, out / name)
    manifest = {"made_at": started.isoformat(), "database": settings.DATABASES["owner"]["NAME"], "files": digests(out)}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return manifest


def restore(source: Path) -> dict[str, int]:
    """Replace this installation's data by a backup, then apply later erasures. Raises BackupRefused.

    Everything is checked before anything is replaced; the installation must be stopped.
    """
    manifest = checked_manifest(source)
    refuse_while_running()
    later = ledger.path().read_bytes() if ledger.path().exists() else b""
    _replace_files(source)
    _replace_database(source)
    if later:
        ledger.path().write_bytes(later)
    again = ledger.apply_again(ledger.path(), since=datetime.fromisoformat(manifest["made_at"]))
    return {"files": len(manifest["files"]), "erasures_applied_again": again}


def checked_manifest(source: Path) -> dict[str, Any]:
    """The manifest of a whole backup. Raises BackupRefused with the first file that is missing or changed."""
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupRefused(reason=f"{source} holds no readable {MANIFEST}") from error
    found = digests(source)
    for name, digest in manifest["files"].items():
        if found.get(name) != digest:
            raise BackupRefused(reason=f"{name} is missing or was changed since the backup")
    return manifest


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the backup but the manifest and lock files, by its relative name."""
    return {str(path.relative_to(folder)): _digest(path) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST and path.suffix != ".lock":
            yield path


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def refuse_while_running() -> None:
    """A running application would go on writing into what is being replaced. This command's own checks are not one."""
    close_own_connections()
    deadline = time.monotonic() + LEAVING_SECONDS
    while application_connections():
        if time.monotonic() > deadline:
            raise BackupRefused(reason="the application is running; stop it first")
        time.sleep(0.1)


def application_connections() -> int:
    """How many there are to the database under the roles that the processes of an installation use."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND usename IN ('heyan_app', 'heyan_clerk')"
        )
        return int(cursor.fetchone()[0])


def close_own_connections() -> None:
    """Those of this process, with the pool's."""
    held: Sequence[Any] = connections.all()
    for connection in held:
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()


def _replace_files(source: Path) -> None:
    for name in FOLDERS:
        target = Path(settings.DATA_DIR) / name
        shutil.rmtree(target, ignore_errors=True)
        if (source / name).exists():
            shutil.copytree(source / name, target)


def _replace_database(source: Path) -> None:
    """A fresh database, made as the embedded server's superuser or by the operator, filled as the owner."""
    name = str(settings.DATABASES["owner"]["NAME"])
    close_own_connections()
    if settings.ENV.embedded:
        settings.EMBEDDED.drop_database(name)
        settings.EMBEDDED.create_database(name)
    listing = _program("pg_restore", "-l", str(source / DUMP))
    # The extension is there already, and only a superuser may comment on it.
    wanted = [line for line in listing.splitlines() if " EXTENSION " not in line and "COMMENT - EXTENSION" not in line]
    order = Path(settings.DATA_DIR) / "restore.list"
    order.write_text("\n".join(wanted))
    flags = ["--no-owner", "--exit-on-error", "--single-transaction", "-L", str(order)]
    _program("pg_restore", *flags, *_database(), str(source / DUMP))
    order.unlink()


def _database() -> list[str]:
    held = settings.DATABASES["owner"]
    flags = ["-d", str(held["NAME"]), "-U", str(held["USER"]), "-h", str(held["HOST"])]
    return flags + (["-p", str(held["PORT"])] if held.get("PORT") else [])


def _program(name: str, *arguments: str) -> str:
    folder = settings.EMBEDDED.programs() if settings.ENV.embedded else None
    environment = {"PATH": os.environ.get("PATH", ""), "PGPASSWORD": settings.DATABASES["owner"].get("PASSWORD", "")}
    command = [str(folder / name) if folder else name, *arguments]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupRefused(
            reason=f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}"
        )
    return done.stdout
