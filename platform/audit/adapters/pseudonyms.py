"""Pseudonyms, commitments and payloads: how the trail keeps personal content without showing it."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from audit.chain import canonical
from kit import crypto

PSEUDONYM_KEY: Final = "audit-pseudonym"
PAYLOAD_KEY: Final = "audit-payload"
SALT_BYTES: Final = 16


def pseudonym(tenant_id: UUID, reference: str) -> str:
    """The same 64 hex digits for a reference, always, but other ones in every tenant. "" stays ""."""
    return crypto.mac(PSEUDONYM_KEY, tenant_id.bytes + reference.encode()) if reference else ""


def commitment(salt: str, key: str, value: Any) -> str:
    """SHA-256 that fixes `value` and tells nothing about it to who lacks the salt."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical([key, value])).hexdigest()


def seal_personal(personal: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """(each value with its own fresh salt, each key's commitment)."""
    salted = {key: {"salt": secrets.token_hex(SALT_BYTES), "value": value} for key, value in personal.items()}
    return salted, {key: commitment(held["salt"], key, held["value"]) for key, held in salted.items()}


def fits(salted: Mapping[str, Any], commitments: Mapping[str, str]) -> bool:
    """Is this exactly the content that was committed to?"""
    return {key: commitment(held["salt"], key, held["value"]) for key, held in salted.items()} == dict(commitments)


def lock_up(entry_id: UUID, body: Mapping[str, Any]) -> str:
    """Encrypt a payload; it names its entry, so that two payloads cannot be exchanged."""
    return crypto.encrypt(PAYLOAD_KEY, canonical({"entry": str(entry_id), **body}))


def open_up(token: str) -> dict[str, Any]:
    """The inverse of `lock_up`. Raises kit.crypto.Undecipherable."""
    return json.loads(crypto.decrypt(PAYLOAD_KEY, token))
