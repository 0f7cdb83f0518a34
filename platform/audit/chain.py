"""Hash, sign and verify a tenant's chain of entries. Pure: needs no server, no database and no settings.

A checkpoint is a signed head that is kept outside the database. Given one, any change at or before it is found.
Without one, whoever can write the database can drop the newest entries, or write them anew with fresh hashes, and the
chain looks whole: nothing inside it can tell.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS: Final = "0" * 64
ALGORITHM: Final = "sha256"
LARGEST_INTEGER: Final = 2**53 - 1

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_UNSORTABLE = re.compile("[\0\ud800-\U0010ffff]")
"""From here on Python and RFC 8785 sort keys differently."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> bytes:
    """RFC 8785 JSON of values that `plain` made; for those the standard encoder writes the same bytes, faster."""
    return _encode(value).encode()


def plain(value: Any) -> Any:
    """`value` in the one JSON form that it has. Raises TypeError for what has none.

    A float becomes its decimal text, since JSON writers disagree on numbers; NUL and half characters, which a database
    or UTF-8 cannot hold, become U+FFFD.
    """
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) <= LARGEST_INTEGER):
        return value
    if isinstance(value, str):
        return _UNWRITABLE.sub("\ufffd", value)
    if isinstance(value, int | float | UUID | datetime):
        return value.isoformat() if isinstance(value, datetime) else str(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = [plain(each) for each in value]
        return sorted(items, key=canonical) if isinstance(value, set | frozenset) else items
    if isinstance(value, Mapping) and all(isinstance(key, str) and not _UNSORTABLE.search(key) for key in value):
        return {str(key): plain(each) for key, each in value.items()}
    raise TypeError(f"{type(value).__name__} has no exact JSON form")


class Link(NamedTuple):
    """One sealed entry. `entry` is None where the entry itself is gone."""

    sequence: int
    previous: str
    hash: str
    algorithm: str
    key_id: str
    entry: dict[str, Any] | None

    def computed(self) -> str:
        """The hash that this link should have."""
        return seal_hash(self.sequence, self.previous, self.key_id, self.entry or {})

    def to_json(self) -> dict[str, Any]:
        return self._asdict()


def seal_hash(sequence: int, previous: str, key_id: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 over the entry and its place: nothing in the line but the hash itself is left out."""
    body = {"algorithm": ALGORITHM, "entry": entry, "key_id": key_id, "previous": previous, "sequence": sequence}
    return hashlib.sha256(canonical(body)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A statement with a signature over its other fields."""

    tenant: str
    at: str
    key_id: str = ""
    signature: str = ""

    def statement(self) -> dict[str, Any]:
        """What is signed: everything but the key's name and the signature."""
        return {name: value for name, value in self.to_json().items() if name not in ("key_id", "signature")}

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def holds(self, keys: Iterable[bytes]) -> bool:
        """Was it signed by one of these public keys (PEM)?"""
        return any(_signed(pem, canonical(self.statement()), self.signature) for pem in keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint(Signed):
    """The head of a chain at a moment."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub(Signed):
    """What a purge leaves of the entries `first` to `last`."""

    first: int
    last: int
    previous: str
    hash: str
    oldest: str
    newest: str


def _signed(pem: bytes, data: bytes, signature: str) -> bool:
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The first thing that is wrong: at which sequence number, in which entry, and what."""

    sequence: int
    entry: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result for one chain. `counts`: entries, purged, turns, open_turns, last and checkpoint (sequence, 0: none)."""

    ok: bool
    counts: dict[str, int]
    first_bad: Finding | None = None

    def to_json(self) -> dict[str, Any]:
        bad = self.first_bad
        shown = {"sequence": bad.sequence, "entry": bad.entry, "what": bad.what} if bad else None
        return {"ok": self.ok, "counts": self.counts, "first_bad": shown}

    def __str__(self) -> str:
        if bad := self.first_bad:
            entry = f" ({bad.entry})" if bad.entry else ""
            return f"BROKEN at number {bad.sequence}{entry}: {bad.what}"
        return ", ".join(f"{name} {count}" for name, count in self.counts.items())


class Broken(Exception):
    """Ends a walk at its first bad entry."""

    def __init__(self, sequence: int, what: str, entry: str = "") -> None:
        super().__init__(what)
        self.finding = Finding(sequence=sequence, entry=entry, what=what)


@dataclass(slots=True)
class Walk:
    """Go along a chain once, holding only its head, the checkpoints and the turns that are open."""

    tenant: str
    checkpoints: tuple[Checkpoint, ...]
    keys: tuple[bytes, ...]
    sequence: int = 0
    head: str = GENESIS
    purged: int = 0
    turns: int = 0
    open: set[str] = field(default_factory=set)
    expected: dict[int, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Believe the checkpoints only if they are signed, of this tenant, and agree with each other."""
        for each in self.checkpoints:
            if each.tenant != self.tenant:
                raise Broken(each.sequence, "the checkpoint belongs to another tenant")
            if not each.holds(self.keys):
                raise Broken(each.sequence, "the signature of the checkpoint does not fit the key")
            if self.expected.setdefault(each.sequence, each.hash) != each.hash:
                raise Broken(each.sequence, "two checkpoints contradict each other")
        if self.expected.get(0, GENESIS) != GENESIS:
            raise Broken(0, "the checkpoint of the empty chain is wrong")

    def step(self, link: Link) -> None:
        """Raises Broken where the link does not continue the chain or was changed."""
        entry = link.entry
        name = str(entry.get("id", "")) if entry else ""
        if link.sequence != self.sequence + 1:
            raise Broken(self.sequence + 1, f"expected here, but number {link.sequence} follows", name)
        if entry is None:
            raise Broken(link.sequence, "the entry is gone, its seal is left")
        if link.algorithm != ALGORITHM:
            raise Broken(link.sequence, f"sealed with the unknown algorithm {link.algorithm!r}", name)
        if link.previous != self.head:
            raise Broken(link.sequence, "does not continue the entry before it", name)
        if link.computed() != link.hash:
            raise Broken(link.sequence, "the content does not fit its seal", name)
        if entry.get("tenant") != self.tenant:
            raise Broken(link.sequence, "belongs to another tenant", name)
        self._arrive(link.sequence, link.hash, name)
        self._count(entry)

    def skip(self, stub: Stub) -> None:
        """Pass a purged range. Raises Broken where the stub is not signed or does not fit."""
        if stub.first != self.sequence + 1 or stub.last < stub.first or stub.previous != self.head:
            raise Broken(stub.first, "the stub of a purge does not continue the chain")
        if stub.tenant != self.tenant or not stub.holds(self.keys):
            raise Broken(stub.first, "the signature of the stub of a purge does not fit the key")
        self.purged += stub.last - stub.first + 1
        self._arrive(stub.last, stub.hash, "")

    def end(self, *, covered: bool) -> None:
        """Raises Broken where the chain is shorter than a checkpoint or, if `covered`, longer than all of them."""
        newest = max(self.expected, default=0)
        if newest > self.sequence:
            raise Broken(self.sequence + 1, f"the chain ends before this, but a checkpoint saw number {newest}")
        if covered and self.expected and newest < self.sequence:
            raise Broken(newest + 1, "follows the newest checkpoint, so nothing vouches for it")

    def _arrive(self, sequence: int, digest: str, name: str) -> None:
        if self.expected.get(sequence, digest) != digest:
            raise Broken(sequence, "this is not what the checkpoint saw here", name)
        self.sequence, self.head = sequence, digest

    def _count(self, entry: Mapping[str, Any]) -> None:
        if entry.get("phase") == "opened":
            self.turns += 1
            self.open.add(str(entry.get("turn")))
        elif entry.get("phase") == "closed":
            self.open.discard(str(entry.get("turn")))

    def counts(self) -> dict[str, int]:
        return {
            "entries": self.sequence - self.purged,
            "purged": self.purged,
            "turns": self.turns,
            "open_turns": len(self.open),
            "last": self.sequence,
            "checkpoint": max(self.expected, default=0),
        }


def verify(
    tenant: str,
    parts: Iterable[Link | Stub],
    *,
    checkpoints: Iterable[Checkpoint],
    keys: Iterable[bytes],
    covered: bool,
) -> Verification:
    """Go along `parts` in chain order. `covered` asks that a checkpoint vouches for the last entry, if there is one."""
    walk = Walk(tenant, tuple(checkpoints), tuple(keys))
    try:
        walk.begin()
        for part in parts:
            walk.step(part) if isinstance(part, Link) else walk.skip(part)
        walk.end(covered=covered)
    except Broken as broken:
        return Verification(ok=False, counts=walk.counts(), first_bad=broken.finding)
    return Verification(ok=True, counts=walk.counts())
