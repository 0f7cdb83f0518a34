"""Make identifiers that sort by time, and a short spelling of them for addresses and keys."""

import base64
from uuid import UUID

import uuid_utils

PLATFORM_TENANT = UUID("00000000-0000-7000-8000-000000000001")
"""The reserved tenant that owns events of the platform itself."""


def new_id() -> UUID:
    """A UUIDv7. Python 3.11 has none of its own."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def encode_id(value: UUID) -> str:
    """26 lower-case base32 letters, safe in addresses, host names and keys."""
    return base64.b32encode(value.bytes).decode().rstrip("=").lower()


def decode_id(text: str) -> UUID:
    """The inverse of `encode_id`. Raises ValueError for anything that it did not write."""
    try:
        value = UUID(bytes=base64.b32decode(text.upper() + "======"))
    except (ValueError, TypeError) as error:
        raise ValueError("not an identifier") from error
    if encode_id(value) != text:
        raise ValueError("not an identifier")
    return value
