"""Read what is written in base64, base32, hexadecimal, binary, percent signs or shifted letters inside a text."""

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

MOST_PIECES, MOST_SHIFTED = 8, 4000


def _hexadecimal(piece: str) -> bytes:
    return bytes.fromhex(piece)


def _binary(piece: str) -> bytes:
    bits = re.sub(r"\s", "", piece)
    return bytes(int(bits[place : place + 8], 2) for place in range(0, len(bits) - 7, 8))


def _base64(piece: str) -> bytes:
    plain = piece.rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_" if set(plain) & set("-_") else None)


def _base32(piece: str) -> bytes:
    plain = piece.rstrip("=")
    return base64.b32decode(plain + "=" * (-len(plain) % 8))


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], bytes]], ...] = (
    (re.compile(r"\b(?:[01]{8}\s?){6,}"), _binary),
    (re.compile(r"\b(?:[0-9a-fA-F]{2}){12,}\b"), _hexadecimal),
    (re.compile(r"\b[A-Z2-7]{32,}={0,6}"), _base32),
    (re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}"), _base64),
)
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}[^%\s]{0,20}){4,}")
_LATIN = re.compile(r"[A-Za-z]{4}")


def revealed(text: str) -> Iterator[str]:
    """The plain texts hidden in `text`, at most a few of each kind; what does not decode to text is passed over."""
    for pattern, read in _READERS:
        for number, match in enumerate(pattern.finditer(text)):
            if number >= MOST_PIECES:
                break
            plain = _text(read, match.group())
            if plain:
                yield plain
    if _PERCENT.search(text):
        yield unquote(text, errors="replace")
    if len(text) <= MOST_SHIFTED and _LATIN.search(text):
        yield codecs.decode(text, "rot13")


def _text(read: Callable[[str], bytes], piece: str) -> str:
    try:
        plain = read(piece).decode()
    except (ValueError, binascii.Error):
        return ""
    return plain if sum(character.isprintable() or character.isspace() for character in plain) == len(plain) else ""
