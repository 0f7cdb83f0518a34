"""Keep uploaded files and what was read from them behind Django's storage, under keys that no user wrote."""

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from kit.ids import new_id
from knowledge.errors import EmptyFile, FileTooLarge, StorageFull
from knowledge.types import Stored

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
PIECE = 1 << 20
FOLDER = "documents"
READING = ".read"


def store(content: BinaryIO, *, tenant_id: UUID) -> Stored:
    """Keep an upload of a tenant. Raises EmptyFile, FileTooLarge or StorageFull, and then nothing of it is kept."""
    limit = settings.UPLOAD_LIMIT_MB
    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as spool:
        for piece in iter(lambda: content.read(PIECE), b""):
            size += len(piece)
            if size > limit << 20:
                raise FileTooLarge(field="content", limit=limit)
            digest.update(piece)
            _write(spool, piece)
        if not size:
            raise EmptyFile(field="content")
        spool.seek(0)
        key = f"{FOLDER}/{tenant_id}/{new_id()}"
        _keep(key, File(spool))
    return Stored(key=key, size=size, sha256=digest.hexdigest())


def store_reading(key: str, data: dict[str, Any]) -> None:
    """Keep what was read from the file `key` beside it, in place of what was there. Raises StorageFull."""
    beside = reading_key(key)
    default_storage.delete(beside)
    _keep(beside, ContentFile(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()))


def load_reading(key: str) -> dict[str, Any]:
    """What `store_reading` kept. Raises FileNotFoundError."""
    with default_storage.open(reading_key(key)) as held:
        loaded: dict[str, Any] = json.load(held)
        return loaded


def reading_key(key: str) -> str:
    """Where the reading of a file lies: derived from its key, so that a step done again leaves nothing behind."""
    return f"{key}{READING}"


def file_of(key: str) -> str:
    """The key of the upload to which a stored file belongs."""
    return key.removesuffix(READING)


@contextmanager
def local_copy(key: str) -> Iterator[Path]:
    """The file as a path of this machine, for the child that reads it. Raises FileNotFoundError."""
    try:
        yield Path(default_storage.path(key))
    except NotImplementedError:  # a bucket has no paths
        with default_storage.open(key) as held, tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(held, copy, PIECE)
            copy.flush()
            yield Path(copy.name)


def remove(*keys: str) -> None:
    """Delete what is there of these."""
    for key in filter(None, keys):
        default_storage.delete(key)


def is_full(problem: OSError) -> bool:
    """Did the write fail for want of room?"""
    return problem.errno in FULL


def _keep(key: str, file: "File[bytes]") -> None:
    try:
        default_storage.save(key, file)
    except OSError as problem:
        default_storage.delete(key)
        if is_full(problem):
            raise StorageFull from problem
        raise


def _write(spool: Any, piece: bytes) -> None:
    try:
        spool.write(piece)
    except OSError as problem:
        if is_full(problem):
            raise StorageFull from problem
        raise
