"""What a file is, told by its content; its name only decides between kinds of plain text."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

import olefile

from knowledge.adapters import images
from knowledge.adapters.sources import Source, size_of
from knowledge.parsed import Note, ReadFailed

SUFFIXES = {
    ".pdf": "PDF", ".docx": "DOCX", ".xlsx": "XLSX", ".csv": "CSV", ".tsv": "CSV", ".md": "Markdown", ".markdown": "Markdown",
    ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".xml": "HTML", ".txt": "TXT", ".text": "TXT", ".log": "TXT",
    ".docm": "DOCX", ".dotx": "DOCX", ".xlsm": "XLSX", ".xltx": "XLSX", ".pptx": "PPTX", ".pptm": "PPTX", ".ppsx": "PPTX",
    ".doc": "DOC", ".dot": "DOC", ".wps": "DOC", ".xls": "XLS", ".et": "XLS", ".rtf": "RTF", ".odt": "ODT", ".epub": "EPUB",
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF", ".webp": "WEBP", ".bmp": "BMP", ".gif": "GIF",
    ".eml": "EML", ".mht": "EML", ".mhtml": "EML", ".msg": "MSG",
}  # fmt: skip
"""Ending of the name → the reader that it promises."""

CONVERT = {
    "XLSB": "XLSX", "PPT": "PPTX", "Works": "DOCX", "ODS": "XLSX", "ODP": "PPTX", "RAR": "ZIP", "7Z": "ZIP", "GZIP": "ZIP",
}  # fmt: skip
"""Known kinds without a reader → what the owner should save the file as."""

OFFICE = frozenset({"XLSB", "PPT", "Works", "ODS", "ODP"})
"""Of these, what an office program saves in another format."""

BINARY_KINDS = frozenset(CONVERT) | {
    "ZIP",
    "PDF",
    "DOCX",
    "XLSX",
    "PPTX",
    "DOC",
    "XLS",
    "RTF",
    "ODT",
    "EPUB",
    "MSG",
    *images.NAMES,
}
"""Kinds that are never plain text: such a name on plain text means a broken file."""

MAGIC = (
    (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"), (b"RIFF", "WEBP"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7Z"), (b"\x1f\x8b", "GZIP"),
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams at the root of an OLE file; the first that is found decides.
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("__properties_version1.0", "MSG"), ("WordDocument", "DOC"), ("PowerPoint Document", "PPT"),
    ("Workbook", "XLS"), ("Book", "XLS"), ("MatOST", "Works"), ("CONTENTS", "Works"),
)  # fmt: skip
OPEN_DOCUMENT = {"text": "ODT", "spreadsheet": "ODS", "presentation": "ODP"}
HEAD = 4096
HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|\?xml)\b", re.I | re.S)
MAIL_START = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
MAIL_SIGN = re.compile(r"^(?:MIME-Version|Received|Message-ID|Return-Path):", re.I | re.M)
TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b")
BINARY = 0.02  # share of control characters from which bytes are no text


def kind_of(path: Source, name: str) -> tuple[str, tuple[Note, ...]]:
    """(name of the reader, notes). Raises ReadFailed: empty, unsupported, unknown_type, encrypted, damaged."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe") and size_of(path) <= HEAD:
        raise ReadFailed("empty")
    named = SUFFIXES.get(Path(name).suffix.lower(), "")
    suffix = Path(name).suffix[1:].upper()
    found = _binary(path, head, named) or _text(head, named or (suffix if suffix in BINARY_KINDS else ""))
    if found == "ZIP":
        raise ReadFailed("archive")
    if found in CONVERT:
        code = "unsupported_office" if found in OFFICE else "unsupported"
        raise ReadFailed(code, format=found, convert=CONVERT[found])
    differs = named and named != found and {named, found} - {"TXT", "Markdown", "CSV"}
    return found, (Note("wrong_name", {"named": named, "format": found}),) if differs else ()


def _binary(path: Source, head: bytes, named: str) -> str:
    if b"%PDF-" in head[:1024]:
        return "PDF"
    if head.startswith(b"PK"):
        return _zipped(path, named)
    if head.startswith(OLE):
        return _ole(path)
    for magic, kind in MAGIC:
        if head.startswith(magic) and (len(magic) > 2 or b"\x00" in head):
            return kind
    return ""


def _zipped(path: Source, named: str) -> str:
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            mimetype = (
                archive.read("mimetype")[:200].decode("ascii", "replace") if _small_mimetype(archive, names) else ""
            )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReadFailed("damaged", format=named or "ZIP") from error
    if "epub" in mimetype or any(entry.endswith("META-INF/container.xml") for entry in names):
        return "EPUB"
    if "opendocument" in mimetype:
        return OPEN_DOCUMENT.get(mimetype.rpartition(".")[2].split("-")[0], "ODT")
    for marker, kind in (
        ("word/document", "DOCX"),
        ("xl/workbook.bin", "XLSB"),
        ("xl/workbook", "XLSX"),
        ("ppt/", "PPTX"),
    ):
        if any(entry.startswith(marker) for entry in names):
            return kind
    return "DOCX" if "[Content_Types].xml" in names and any(e.endswith("document.xml") for e in names) else "ZIP"


def _small_mimetype(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD


def _ole(path: Source) -> str:
    try:
        with path.open("rb") as stream, olefile.OleFileIO(stream) as container:
            names = {entry[0].lower() for entry in container.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise ReadFailed("damaged", format="OLE") from error
    for name, kind in OLE_STREAMS:
        if name.lower() in names:
            if kind == "encrypted":
                raise ReadFailed("encrypted")
            return kind
    raise ReadFailed("unknown_type")


def _text(head: bytes, named: str) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > 0.2 * len(head)
    text = head.decode("utf-16", "replace") if wide else head.decode("utf-8", "replace")
    if wide and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and not _looks_utf16(head):
        raise ReadFailed("unknown_type")
    controls = sum(1 for byte in head if byte < 32 and byte not in TEXT_CONTROLS) if not wide else 0
    if controls > BINARY * len(head):
        raise ReadFailed("unknown_type")
    if HTML_START.match(text.lstrip("\ufeff")):
        return "HTML"
    if MAIL_START.match(text) and (named == "EML" or MAIL_SIGN.search(text)):
        return "EML"
    if named in BINARY_KINDS:
        raise ReadFailed("damaged", format=named)
    return "TXT" if named in ("", "EML") else named


def _looks_utf16(head: bytes) -> bool:
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return half >= 8 and (max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half)
