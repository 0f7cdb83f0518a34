"""What the limited child does with one file: read it, or draw one of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from knowledge.adapters import csv, docx, html, markdown, pdf, txt, xlsx
from knowledge.parsed import Note, Parsed, ReadFailed
from knowledge.reading.kinds import kind_of
from knowledge.reading.limits import Limits

READERS: dict[str, Callable[[Path], Parsed]] = {
    reader.NAME: reader.read for reader in (csv, docx, html, markdown, txt, xlsx)
}
MEGABYTE = 1_000_000


def read(path: Path, name: str, limits: Limits, *, cut_off: bool) -> Parsed:
    """Raises ReadFailed with any code; `cut_off` tells whether the network is closed, which becomes a note if not."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ReadFailed("too_large", size=-(-size // MEGABYTE), limit=limits.file_bytes // MEGABYTE)
    kind, notes = kind_of(path, name)
    parsed = pdf.read(path, most_pages=limits.pages) if kind == pdf.NAME else READERS[kind](path)
    if parsed.characters > limits.characters:
        raise ReadFailed("too_much_text")
    if not cut_off:
        notes = (*notes, Note("network_open"))
    return replace(parsed, notes=(*notes, *parsed.notes))
