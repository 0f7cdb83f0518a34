"""The files of an export: sealed entries as JSON Lines, a checkpoint, public keys. Pure, like `audit.chain`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import serialization

from audit.chain import Broken, Checkpoint, Link, Stub, Verification, canonical, verify

PEM_MARK: Final = b"-----BEGIN PUBLIC KEY-----"


def line(part: Link | Stub) -> bytes:
    """One line of an export."""
    return canonical(part.to_json() if isinstance(part, Link) else {"stub": part.to_json()}) + b"\n"


def parts(lines: Iterable[bytes]) -> Iterator[Link | Stub]:
    """What the lines of an export say. Raises Broken at one that was not written by `line`, byte for byte."""
    for number, raw in enumerate(lines, 1):
        try:
            part = _part(json.loads(raw))
            intact = line(part) == raw
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Broken(number, f"line {number} of the export cannot be read") from error
        if not intact:
            raise Broken(number, f"line {number} of the export was not written by an export")
        yield part


def _part(held: dict[str, Any]) -> Link | Stub:
    part = Stub(**held["stub"]) if "stub" in held else Link(**held)
    numbers = (part.first, part.last) if isinstance(part, Stub) else (part.sequence,)
    if not all(type(number) is int for number in numbers):
        raise ValueError("a sequence number is not a number")
    if isinstance(part, Link) and not isinstance(part.entry, dict):
        raise ValueError("a line without an entry")
    return part


def checkpoint(raw: bytes) -> Checkpoint:
    """A checkpoint's JSON object. Raises ValueError."""
    try:
        found = Checkpoint(**json.loads(raw))
    except (TypeError, RecursionError) as error:
        raise ValueError("not a checkpoint") from error
    texts = (found.tenant, found.hash, found.at, found.key_id, found.signature)
    if type(found.sequence) is not int or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a checkpoint")
    return found


def public_keys(pem: bytes) -> tuple[bytes, ...]:
    """The blocks of a PEM file: one per signing key that was ever used. Raises ValueError."""
    blocks = tuple(PEM_MARK + block for block in pem.split(PEM_MARK)[1:])
    if not blocks:
        raise ValueError("no public key in this file")
    for block in blocks:
        serialization.load_pem_public_key(block)
    return blocks


def verify_files(export: Path, *, checkpoints: Sequence[Path], key: Path | None) -> Verification:
    """Verify an export with nothing but files. Raises OSError, and ValueError for a checkpoint or key that is none.

    With checkpoints the newest one must be of the last entry; older ones must agree. Without any, a tail that was cut
    off or written anew cannot be found: `counts["checkpoint"]` is then 0.
    """
    heads = [checkpoint(path.read_bytes()) for path in checkpoints]
    keys = public_keys(key.read_bytes()) if key else ()
    if heads and not keys:
        raise ValueError("a checkpoint means nothing without the public key")
    tenant = heads[0].tenant if heads else _first_tenant(export)
    with export.open("rb") as lines:
        return verify(tenant, parts(lines), checkpoints=heads, keys=keys, covered=True)


def _first_tenant(export: Path) -> str:
    with export.open("rb") as lines:
        try:
            first = json.loads(next(lines, b"{}"))
            return str((first.get("entry") or first.get("stub") or {}).get("tenant", ""))
        except (ValueError, AttributeError):
            return ""
