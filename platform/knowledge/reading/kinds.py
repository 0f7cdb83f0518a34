"""What a file is, told by its content; its name only decides between kinds of plain text."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from knowledge.parsed import Note, ReadFailed

SUFFIXES = {
    ".pdf": "PDF", ".docx": "DOCX", ".xlsx": "XLSX", ".csv": "CSV", ".tsv": "CSV", ".md": "Markdown", ".markdown": "Markdown",
    ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".xml": "HTML", ".txt": "TXT", ".text": "TXT", ".log": "TXT",
    ".docm": "DOCX", ".dotx": "DOCX", ".xlsm": "XLSX", ".xltx": "XLSX",
}  # fmt: skip
"""Ending of the name → the reader that it promises."""

CONVERT = {
    "DOC": "DOCX", "XLS": "XLSX", "XLSB": "XLSX", "PPT": "PDF", "PPTX": "PDF", "WPS": "DOCX", "RTF": "DOCX", "ODT": "DOCX", "ODS": "XLSX",
    "ODP": "PDF", "EPUB": "PDF", "MSG": "PDF", "ZIP": "PDF", "RAR": "PDF", "7Z": "PDF", "GZIP": "PDF",
    "PNG": "PDF", "JPEG": "PDF", "GIF": "PDF", "TIFF": "PDF", "BMP": "PDF", "WEBP": "PDF",
}  # fmt: skip
"""Known kinds without a reader → what the owner should save the file as."""

BINARY_KINDS = frozenset(CONVERT) - {"MSG"} | {"PDF", "DOCX", "XLSX", "JPG"}
"""Kinds that are never plain text: such a name on plain text means a broken file."""

MAGIC = (
    (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"), (b"RIFF", "WEBP"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7Z"), (b"\x1f\x8b", "GZIP"),
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams inside an OLE file, as stored; the first that is found decides.
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("__substg1.0_", "MSG"), ("WordDocument", "DOC"), ("PowerPoint Document", "PPT"),
    ("Workbook", "XLS"), ("Book", "XLS"), ("MatOST", "WPS"), ("SPELLING", "WPS"), ("CONTENTS", "WPS"),
)  # fmt: skip
OPEN_DOCUMENT = {"text": "ODT", "spreadsheet": "ODS", "presentation": "ODP"}
HEAD = 4096
HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|\?xml)\b", re.I | re.S)
TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b")
BINARY = 0.02  # share of control characters from which bytes are no text


def kind_of(path: Path, name: str) -> tuple[str, tuple[Note, ...]]:
    """(name of the reader, notes). Raises ReadFailed: empty, unsupported, unknown_type, encrypted, damaged."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe") and path.stat().st_size <= HEAD:
        raise ReadFailed("empty")
    named = SUFFIXES.get(Path(name).suffix.lower(), "")
    suffix = Path(name).suffix[1:].upper()
    found = _binary(path, head, named) or _text(head, named or (suffix if suffix in BINARY_KINDS else ""))
    if found in CONVERT:
        raise ReadFailed("unsupported", format=found, convert=CONVERT[found])
    differs = named and named != found and {named, found} - {"TXT", "Markdown", "CSV"}
    return found, (Note("wrong_name", {"named": named, "format": found}),) if differs else ()


def _binary(path: Path, head: bytes, named: str) -> str:
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


def _zipped(path: Path, named: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = (
                archive.read("mimetype")[:200].decode("ascii", "replace") if _small_mimetype(archive, names) else ""
            )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReadFailed("damaged", format=named or "ZIP") from error
    if "epub" in mimetype:
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


def _ole(path: Path) -> str:
    with path.open("rb") as stream:
        data = stream.read(32_000_000)
    for name, kind in OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            if kind == "encrypted":
                raise ReadFailed("encrypted")
            return kind
    return "DOC"


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
    if named in BINARY_KINDS:
        raise ReadFailed("damaged", format=named)
    return named or "TXT"


def _looks_utf16(head: bytes) -> bool:
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return half >= 8 and (max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half)
