"""Make the installation's own secrets once, so that no default one exists anywhere."""

import os
import secrets
from pathlib import Path

from kit.files import locked, write_atomically


def file_secret(folder: Path, name: str) -> str:
    """64 hex digits kept in `folder`/`name`, readable by its owner only; made on the first call."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(path):
            if not path.exists():
                write_atomically(path, secrets.token_hex(32).encode(), mode=0o600)
    if os.stat(path).st_mode & 0o077:
        path.chmod(0o600)
    return path.read_text().strip()
