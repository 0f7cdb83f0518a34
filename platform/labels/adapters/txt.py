"""Plain text: no place for a record, so the sentence stands in the first line."""

from typing import Final

from labels.types import Label

NAME: Final = "txt"
BOM: Final = "\ufeff"


def write(content: bytes, label: Label) -> bytes:
    """Put the sentence first, once. Raises UnicodeDecodeError for what is not UTF-8."""
    text = content.decode("utf-8")
    mark, body = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    if body.split("\n", 1)[0].strip() == label.text:
        return content
    return f"{mark}{label.text}\n\n{body}".encode()


def read(content: bytes) -> dict[str, str] | None:
    """Text files have no record."""
    return None
