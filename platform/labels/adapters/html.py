"""HTML: the record in a `meta` tag, the sentence as the first paragraph.

Works on bytes of any encoding that contains ASCII: whatever is added is ASCII.
"""

from html import escape
from html.parser import HTMLParser
from typing import Final

from labels.adapters import record
from labels.types import Label

NAME: Final = "html"
BYTES: Final = "latin-1"  # one character per byte, both ways


class _Places(HTMLParser):
    """Where the head and the body begin, and which tags hold a record."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.starts = [0]
        for line in text.split("\n"):  # the parser counts these only
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.head = self.body = -1
        self.metas: list[tuple[int, int, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self.starts[line - 1] + column
        end = start + len(self.get_starttag_text() or "")
        if tag == "head" and self.head < 0:
            self.head = end
        elif tag == "body" and self.body < 0:
            self.body = end
        elif tag == "meta" and (dict(attrs).get("name") or "").upper() == "AIGC":
            self.metas.append((start, end, dict(attrs).get("content") or ""))


def write(content: bytes, label: Label) -> bytes:
    """Replace or add the record, keep all else byte for byte."""
    text = content.decode(BYTES)
    places = _Places(text)
    meta = f'<meta name="AIGC" content="{escape(record.dump(record.merged(_held(places), label.aigc)))}">'
    visible = f'<p class="ai-label">{label.text.encode("ascii", "xmlcharrefreplace").decode()}</p>'
    edits = [(start, end, "") for start, end, _value in places.metas]
    head = max(places.head, 0)
    edits.append((head, head, meta))
    body = places.body if places.body >= 0 else head
    if not text.startswith(visible, body):
        edits.append((body, body, visible))
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode(BYTES)


def read(content: bytes) -> dict[str, str] | None:
    """The record in the first `meta` tag that holds one."""
    return _held(_Places(content.decode(BYTES)))


def _held(places: _Places) -> dict[str, str] | None:
    return next((found for *_place, value in places.metas if (found := record.load(value))), None)
