"""How the supervisor and its child talk: frames of one tag byte, a length, and the body. Nothing is unpickled."""

from __future__ import annotations

import struct
from collections.abc import Callable

PARSED, IMAGE, FAILED, REQUEST = b"P", b"I", b"F", b"Q"
UNREAD, FOUND = b"U", b"L"  # pages that need recognition; the lines of one
HEAD = struct.Struct("!cI")


class BrokenFrame(Exception):
    """The other side ended, or sent what is no frame."""


def frame(tag: bytes, body: bytes) -> bytes:
    """The bytes to send."""
    return HEAD.pack(tag, len(body)) + body


def take(read: Callable[[int], bytes], *, most: int) -> tuple[bytes, bytes]:
    """(tag, body) from `read(count)`, which gives exactly `count` bytes or fewer at the end. Raises BrokenFrame."""
    head = read(HEAD.size)
    if len(head) < HEAD.size:
        raise BrokenFrame
    tag, length = HEAD.unpack(head)
    if length > most:
        raise BrokenFrame
    body = read(length)
    if len(body) < length:
        raise BrokenFrame
    return tag, body
