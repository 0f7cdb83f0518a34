"""Markdown: the record in the front matter, the sentence as the first line."""

import re
from typing import Final

from labels.adapters import record
from labels.types import Label

NAME: Final = "md"
FRONT: Final = re.compile(r"\A(?:\ufeff)?---[ \t]*\r?\n(.*?)(?:^---[ \t]*\r?\n|^---[ \t]*\Z)", re.DOTALL | re.MULTILINE)
ENTRY: Final = re.compile(r"^AIGC:[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.MULTILINE)
PAIR: Final = re.compile(r"""^[ \t]+(\w+):[ \t]*(["']?)(.*?)\2[ \t]*$""", re.MULTILINE)


def write(content: bytes, label: Label) -> bytes:
    """Replace or add the record, keep all else. Raises UnicodeDecodeError for what is not UTF-8."""
    front, body = _split(content.decode("utf-8"))
    held = _record(front)
    line = f"AIGC: {record.dump(record.merged(held, label.aigc))}\n"
    visible = f"> {label.text}"
    if body.lstrip().split("\n", 1)[0].strip() != visible:
        body = f"{visible}\n\n{body.lstrip()}"
    return f"---\n{ENTRY.sub('', front)}{line}---\n\n{body.lstrip()}".encode()


def read(content: bytes) -> dict[str, str] | None:
    """The record in the front matter, written as JSON or as indented lines."""
    return _record(_split(content.decode("utf-8"))[0])


def _split(text: str) -> tuple[str, str]:
    """(front matter without its rules, the rest)."""
    found = FRONT.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _record(front: str) -> dict[str, str] | None:
    entry = ENTRY.search(front)
    if entry is None:
        return None
    inline = entry[0].split("\n", 1)[0].removeprefix("AIGC:").strip()
    if inline:
        return record.load(inline)
    lines = {key: value for key, _quote, value in PAIR.findall(entry[0])}
    return lines if record.valid(lines) else None
