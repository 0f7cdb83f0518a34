"""ZIP: the files inside as streams with names that can be shown; what is no document or looks like an attack is named."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from knowledge.adapters.archives import MOST_RATIO, RATIO_FROM, overlapping
from knowledge.parsed import ReadFailed

MOST_MEMBERS = 500
MOST_BYTES = 1_000_000_000  # unpacked, all files together
LONGEST_NAME = 200
SEPARATOR = " › "
UTF8_NAME, LOCKED = 0x800, 0x1
# Parts of an office file or a book, which is one document though it is packed as a ZIP.
DOCUMENT_PARTS = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")
NESTED = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
CLUTTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^./]|~\$|Thumbs\.db$|desktop\.ini$)", re.I)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name with its folders, and its content, or the code of why it is left out."""

    name: str
    content: BinaryIO | None = None
    problem: str = ""  # a key of parsed.FAILURES


def is_archive(stream: BinaryIO, name: str) -> bool:
    """Whether this upload is a ZIP of files, and not a document that happens to be packed as one."""
    if not name.lower().endswith(".zip"):
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return False
    finally:
        stream.seek(0)
    return not names.intersection(DOCUMENT_PARTS)


def members(stream: BinaryIO) -> Iterator[Member]:
    """The files of an archive, one after another; each stream holds until the next is asked for.

    Raises ReadFailed: damaged, bomb (overlapping files, absurd sizes), too_many_files.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = [entry for entry in archive.infolist() if _is_file(entry)]
            if len(entries) > MOST_MEMBERS:
                raise ReadFailed("too_many_files", count=len(entries), limit=MOST_MEMBERS)
            if overlapping(archive.infolist()) or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise ReadFailed("bomb")
            taken: set[str] = set()
            for entry in entries:
                yield from _member(archive, entry, taken)
    except zipfile.BadZipFile as error:
        raise ReadFailed("damaged", format="ZIP") from error


def _is_file(entry: zipfile.ZipInfo) -> bool:
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return not entry.is_dir() and not link and not CLUTTER.search(entry.filename.replace("\\", "/"))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, taken: set[str]) -> Iterator[Member]:
    name = _unique(shown_name(entry), taken)
    problem = ""
    if entry.flag_bits & LOCKED:
        problem = "encrypted"
    elif PurePosixPath(name.lower()).suffix in NESTED:
        problem = "nested"
    elif entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        problem = "bomb"
    elif not entry.file_size:
        problem = "empty"
    if problem:
        yield Member(name, problem=problem)
        return
    try:
        content = archive.open(entry)
    except BROKEN:
        yield Member(name, problem="damaged_member")
        return
    with content:
        yield Member(name, cast("BinaryIO", content))


def shown_name(entry: zipfile.ZipInfo) -> str:
    """Folders and name in one line, without what climbs out of a folder; it is shown, and never part of a path."""
    name = entry.filename
    if not entry.flag_bits & UTF8_NAME:
        raw = entry.orig_filename.encode("cp437", "replace")
        name = _decoded(raw) or name
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    parts = [part.strip() for part in name.split("/")]
    kept = [part for part in parts if part.strip(".") and not re.fullmatch(r"[A-Za-z]:", part)]
    whole = SEPARATOR.join(kept) or "?"
    if len(whole) <= LONGEST_NAME:
        return whole
    return whole[-LONGEST_NAME:]


def _decoded(raw: bytes) -> str:
    """Names of archives made on Chinese systems, which do not say how they are written."""
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def _unique(name: str, taken: set[str]) -> str:
    """The name, counted where the archive holds it twice."""
    stem, dot, suffix = name.rpartition(".")
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
    taken.add(found.casefold())
    return found
