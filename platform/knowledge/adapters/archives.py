"""Office files are zip archives of XML: refuse those that unpack to an attack before anything opens them."""

from __future__ import annotations

import re
import zipfile
import zlib

from knowledge.adapters.sources import Source
from knowledge.parsed import ReadFailed

MOST_PARTS = 10_000
MOST_BYTES = 600_000_000  # unpacked, pictures included
MOST_RATIO = 200  # times its packed size, for a part larger than RATIO_FROM
RATIO_FROM = 20_000_000
HEAD = 65_536  # a document type stands before the first element
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
ELEMENT = re.compile(rb"<[^!?]")


def check(path: Source, *, format_name: str, doctypes: bool = False) -> None:
    """Raises ReadFailed: damaged, encrypted, too_much_text, bomb (sizes, overlapping parts, entities).

    `doctypes`: the format's parts may name their document type, which office files never do.
    """
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            _check_sizes(archive)
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and not doctypes:
                    _check_head(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise ReadFailed("damaged", format=format_name) from error


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or overlapping(parts):
        raise ReadFailed("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise ReadFailed("encrypted")
    if any(part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts):
        raise ReadFailed("bomb")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise ReadFailed("too_much_text")


def overlapping(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether two parts share bytes of the file, as in archives that unpack to more than they could hold."""
    end = -1
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            return True
        end = part.header_offset + part.compress_size
    return False


def _check_head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        head = stream.read(HEAD).replace(b"\x00", b"")
    if DOCTYPE.search(head) or (len(head) == HEAD and not ELEMENT.search(head)):
        raise ReadFailed("bomb")
