"""What the limited child does with one file: read it, or recognise the text on one of its pages."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.adapters import csv, doc, docx, epub, html, images, mail, markdown, odt, pdf, pptx, rtf, txt, xls, xlsx
from knowledge.adapters.attached import HOLDERS, Inner, embedded, with_files
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Held, Source
from knowledge.parsed import Note, Parsed, ReadFailed
from knowledge.reading import pages
from knowledge.reading.kinds import kind_of
from knowledge.reading.limits import Limits
from knowledge.recognised import Found

READERS: dict[str, Callable[[Source], Parsed]] = {
    reader.NAME: reader.read for reader in (csv, doc, docx, epub, html, markdown, odt, pptx, rtf, txt, xls, xlsx)
}
Pages = Mapping[int, Found] | None
MAILS = {mail.NAME: mail.read, mail.OUTLOOK: mail.read_outlook}
DEEPEST = 3  # files inside files
MEGABYTE = 1_000_000


def read(path: Path, name: str, limits: Limits, recognised: Pages, *, cut_off: bool) -> Parsed:
    """`recognised` are the pages recognised so far, None where nothing can be.

    `cut_off` tells whether the network is closed, which becomes a note if not. Raises ReadFailed with any code; NeedsRecognition.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ReadFailed("too_large", size=-(-size // MEGABYTE), limit=limits.file_bytes // MEGABYTE)
    parsed = _read(path, name, limits, recognised)
    if parsed.characters > limits.characters:
        raise ReadFailed("too_much_text")
    return parsed if cut_off else replace(parsed, notes=(Note("network_open"), *parsed.notes))


def _read(source: Source, name: str, limits: Limits, recognised: Pages = None, depth: int = 0) -> Parsed:
    """A file, or one that lies `depth` files deep inside it: there the text layer alone is read."""
    kind, notes = kind_of(source, name)
    if kind == pdf.NAME:
        parsed = pdf.read(source, most_pages=limits.pages, recognised=recognised)
    elif kind in images.NAMES:
        if not isinstance(source, Path):
            raise ReadFailed("scanned", pages=1)
        parsed = images.read(source, kind, most_pages=limits.pages, recognised=recognised)
    elif kind in MAILS:
        if depth > DEEPEST:
            raise ReadFailed("bomb")
        parsed = MAILS[kind](source, _inner(limits, depth))
    else:
        parsed = _office(source, kind, limits, depth)
    return replace(parsed, notes=(*notes, *parsed.notes))


def _inner(limits: Limits, depth: int) -> Inner:
    return lambda data, called: _read(Held(data), called, limits, None, depth + 1)


def _office(source: Source, kind: str, limits: Limits, depth: int) -> Parsed:
    """With the files that it holds whole; one that holds nothing else is read for their sake."""
    try:
        parsed, failure = READERS[kind](source), None
    except ReadFailed as failed:
        if failed.code != "no_text":
            raise
        parsed, failure = Parsed((), kind), failed
    files = embedded(source) if kind in HOLDERS and depth <= DEEPEST else []
    blocks, notes = with_files(parsed.blocks, files, _inner(limits, depth))
    if failure is not None and not blocks:
        raise failure
    language = parsed.language or language_of(block.text for block in blocks)
    return replace(parsed, blocks=tuple(blocks), notes=(*parsed.notes, *notes), language=language)


def can_recognise() -> bool:
    """Whether the recogniser is installed: it is not offered for every Python."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


def load_recogniser() -> None:
    """Before the fork, so that the models are loaded once. Only this kind of child takes their libraries into its memory."""
    _ocr().loaded()


def recognise(path: Path, number: int) -> Found:
    """The lines of page `number` (from 1). Raises ReadFailed."""
    picture = pages.for_recognition(path, number, longest=_ocr().LONGEST_SIDE)
    found: Found = _ocr().loaded().read(picture)
    return found


def _ocr() -> Any:
    return importlib.import_module("knowledge.adapters.ocr")
