"""What the limited child does with one file: read it, or draw one of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from knowledge.adapters import csv, doc, docx, epub, html, mail, markdown, odt, pdf, pptx, rtf, txt, xls, xlsx
from knowledge.adapters.sources import Held, Source
from knowledge.parsed import Note, Parsed, ReadFailed
from knowledge.reading.kinds import kind_of
from knowledge.reading.limits import Limits

READERS: dict[str, Callable[[Source], Parsed]] = {
    reader.NAME: reader.read for reader in (csv, doc, docx, epub, html, markdown, odt, pptx, rtf, txt, xls, xlsx)
}
MAILS = {mail.NAME: mail.read, mail.OUTLOOK: mail.read_outlook}
DEEPEST = 3  # mails inside mails
MEGABYTE = 1_000_000


def read(path: Path, name: str, limits: Limits, *, cut_off: bool) -> Parsed:
    """Raises ReadFailed with any code; `cut_off` tells whether the network is closed, which becomes a note if not."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ReadFailed("too_large", size=-(-size // MEGABYTE), limit=limits.file_bytes // MEGABYTE)
    parsed = _read(path, name, limits, 0)
    if parsed.characters > limits.characters:
        raise ReadFailed("too_much_text")
    return parsed if cut_off else replace(parsed, notes=(Note("network_open"), *parsed.notes))


def _read(source: Source, name: str, limits: Limits, depth: int) -> Parsed:
    """A file, or one that lies `depth` files deep inside it."""
    kind, notes = kind_of(source, name)
    if kind == pdf.NAME:
        parsed = pdf.read(source, most_pages=limits.pages)
    elif kind in MAILS:
        if depth > DEEPEST:
            raise ReadFailed("bomb")
        parsed = MAILS[kind](source, lambda data, called: _read(Held(data), called, limits, depth + 1))
    else:
        parsed = READERS[kind](source)
    return replace(parsed, notes=(*notes, *parsed.notes))
