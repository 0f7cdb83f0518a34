"""Files inside a file, such as the attachments of a mail: each is read as what it is, under its name."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from knowledge.adapters.sources import Source
from knowledge.parsed import Block, Note, Parsed, ReadFailed

MOST_FILES = 50
MOST_BYTES = 50_000_000  # of one file inside an office file
HOLDERS = frozenset({"DOCX", "PPTX", "XLSX"})
"""Formats that hold whole files of other programs."""
EMBEDDED = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+\.(?:docx?|docm|xlsx?|xlsm|pptx|pdf|rtf|odt)", re.I)
OF_CHART = re.compile(r"/charts/_rels/[^/]+\.rels$")
TARGET = re.compile(rb'Target="[^"]*?(embeddings/[^"/]+)"')
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError, ValueError)

File = tuple[str, bytes]
"""Its name, and its content."""
Inner = Callable[[bytes, str], Parsed]
"""Reads a file inside by its content and name; raises ReadFailed."""


def with_files(blocks: Iterable[Block], files: Sequence[File], inner: Inner) -> tuple[list[Block], list[Note]]:
    """The blocks, then those of each file under its name; files that can't be read are named in a note."""
    found, notes, skipped = list(blocks), list[Note](), list[str]()
    tables = max((block.table or 0 for block in found), default=0)
    for called, data in files[:MOST_FILES]:
        try:
            parsed = inner(data, called)
        except ReadFailed as failure:
            skipped.append(f"{called} ({failure.code})")
            continue
        notes += parsed.notes
        found += [_inside(block, called, tables) for block in parsed.blocks]
        tables = max((block.table or 0 for block in found), default=0)
    skipped += [called for called, _ in files[MOST_FILES:]]
    if skipped:
        notes.append(Note("attachments_skipped", {"list": ", ".join(skipped)}))
    return found, notes


def _inside(block: Block, called: str, tables: int) -> Block:
    """A block of a file inside: under its name, without pages, which belong to that file."""
    table = block.table + tables if block.table is not None else None
    return replace(block, path=(called, *block.path), spots=(), table=table)


def embedded(source: Source) -> list[File]:
    """The files that an office file holds whole; not those behind its charts, whose figures stand in the charts."""
    try:
        with source.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            behind = {
                posixpath.basename(found.decode("utf-8", "replace"))
                for name in names
                if OF_CHART.search(name)
                for found in TARGET.findall(archive.read(name)[:MOST_BYTES])
            }
            return [
                (posixpath.basename(name), archive.read(name))
                for name in names
                if EMBEDDED.fullmatch(name)
                and posixpath.basename(name) not in behind
                and archive.getinfo(name).file_size <= MOST_BYTES
            ]
    except BROKEN:
        return []
