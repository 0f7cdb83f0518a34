"""Files that mean harm, each made here: name, then what makes it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from tests.knowledge import files, ole

Maker = Callable[[], bytes]
OFFICE = {
    "docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "odt": "content.xml",
    "epub": "META-INF/container.xml",
}  # fmt: skip
LAUGHS = files.ENTITIES + "<x>&m;</x>"
QUADRATIC = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "a" * 50_000 + '">]><x>' + "&a;" * 50_000 + "</x>"
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
REMOTE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'
PARAMETER = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><x/>'
PROLOG = '<?xml version="1.0"?><!--' + " " * 70_000 + "-->" + LAUGHS.partition("?>")[2]
XML = {
    "laughs": LAUGHS, "quadratic": QUADRATIC, "outside": OUTSIDE, "remote": REMOTE, "parameter": PARAMETER, "prolog": PROLOG,
    "deep": '<?xml version="1.0"?>' + "<a>" * 200_000,
    "wide_attribute": '<?xml version="1.0"?><a b="' + "x" * 12_000_000 + '"/>',
    "cut": '<?xml version="1.0"?><a><b>',
    "utf16": LAUGHS,
}  # fmt: skip


def office(kind: str, xml: str, *, name: str = "") -> bytes:
    """An office file whose main part is this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind in ("odt", "epub"):
            archive.writestr(
                "mimetype", {"odt": "application/vnd.oasis.opendocument.text", "epub": "application/epub+zip"}[kind]
            )
        archive.writestr("[Content_Types].xml", files.CONTENT_TYPES)
        archive.writestr("_rels/.rels", files.RELATIONS)
        archive.writestr(OFFICE[kind], xml.encode("utf-16") if name == "utf16" else xml)
    return out.getvalue()


def blanks(kind: str, megabytes: int = 300) -> bytes:
    """A main part that unpacks to blanks."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(OFFICE[kind], "w", force_zip64=True) as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def many_parts(kind: str) -> bytes:
    """An archive of twenty thousand parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(OFFICE[kind], "<x/>")
        for number in range(20_000):
            archive.writestr(f"part{number}", b"")
    return out.getvalue()


def lying(kind: str, field: str) -> bytes:
    """A part whose sizes in the directory are not those of its bytes."""
    data = bytearray(office(kind, "<x>" + "y" * 100_000 + "</x>"))
    at = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    place = {"packed": 20, "size": 24, "offset": 42}[field]
    struct.pack_into("<I", data, at + place, 0xFFFFFFFF if field == "packed" else 0x7FFFFFFF if field == "size" else 0)
    return bytes(data)


def chained_ole() -> bytes:
    """A container whose chain of sectors runs in a circle."""
    data = bytearray(ole.word([("x\r", 0, b"")]))
    table = len(data) - 512
    for index in range(64):
        struct.pack_into("<I", data, table + 4 * index, index)
    return bytes(data)


def nested_mail(depth: int) -> bytes:
    """A mail in a mail in a mail …"""
    inside = EmailMessage()
    inside.set_content("deep")
    for _ in range(depth):
        outer = EmailMessage()
        outer.set_content("x")
        outer.add_attachment(inside)
        inside = outer
    return bytes(inside)


def noise(start: bytes, size: int = 60_000) -> bytes:
    """Bytes by chance after the mark of a kind."""
    return start + random.Random(5).randbytes(size)


def shaken(data: bytes, seed: int) -> bytes:
    """The file with some bytes turned."""
    chance = random.Random(seed)
    turned = bytearray(data)
    for _ in range(40):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)


def made() -> dict[str, Maker]:
    """Name of each file → what makes it."""
    found: dict[str, Maker] = {}
    for kind in OFFICE:
        for name, xml in XML.items():
            found[f"{name}.{kind}"] = lambda kind=kind, xml=xml, name=name: office(kind, xml, name=name)
        found[f"blanks.{kind}"] = lambda kind=kind: blanks(kind)
        found[f"parts.{kind}"] = lambda kind=kind: many_parts(kind)
        for field in ("packed", "size", "offset"):
            found[f"lying_{field}.{kind}"] = lambda kind=kind, field=field: lying(kind, field)
        for share in (10, 50, 90):
            found[f"cut_{share}.{kind}"] = lambda kind=kind, share=share: _cut(office(kind, "<x/>"), share)
        for seed in range(4):
            found[f"shaken_{seed}.{kind}"] = lambda kind=kind, seed=seed: shaken(office(kind, "<x/>"), seed)
    for seed in range(12):
        found[f"shaken_{seed}.doc"] = lambda seed=seed: shaken(ole.word([("x\r", 0, b"")] * 9), seed)
    found |= {
        "laughs.svg": LAUGHS.replace("<x>", "<svg>").encode, "laughs.xml": LAUGHS.encode, "outside.xml": OUTSIDE.encode,
        "quadratic.html": QUADRATIC.encode, "deep.html": lambda: b"<html>" + b"<div>" * 100_000,
        "deep_list.html": lambda: b"<html>" + b"<ul><li>" * 50_000, "spans.html": lambda: b"<table><tr><td rowspan=9999999 colspan=9999999>x",
        "columns.csv": lambda: b"a," * 1_000_000, "rows.csv": lambda: b"a,b\n" * 400_000, "quote.csv": lambda: b'"' + b"a" * 5_000_000,
        "braces.rtf": lambda: b"{\\rtf1" + b"{" * 500_000, "bin.rtf": lambda: b"{\\rtf1\\bin2147483647 x}",
        "numbers.rtf": lambda: b"{\\rtf1" + b"\\u99999999 " * 1000 + b"}", "nothing.rtf": lambda: b"{\\rtf1}",
        "mails.eml": lambda: nested_mail(12), "parts.eml": lambda: b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\nContent-Disposition: attachment; filename=b.txt\r\n\r\nx\r\n" * 20_000,
        "boundary.eml": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + b"a" * 100_000 + b"\r\n\r\n",
        "circle.doc": chained_ole, "noise.doc": lambda: noise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "noise.zip": lambda: noise(b"PK\x03\x04"),
        "noise.rtf": lambda: noise(b"{\\rtf1"), "noise.pdf": lambda: noise(b"%PDF-1.7\n"), "noise.txt": lambda: noise(b""),
        "locked.doc": lambda: ole.word([("x\r", 0, b"")], flags=0x100), "old.doc": lambda: ole.word([("x\r", 0, b"")], version=0x65),
        "macros.docm": lambda: office("docx", "<x/>"), "page.doc": lambda: b"<html><body><p>Saved as a web page.", "lists.md": lambda: b"- " * 200_000,
        "stars.md": lambda: b"*" * 300_000, "brackets.md": lambda: b"[" * 200_000, "regex.txt": ("第" + "一" * 500_000).encode,
        "front.md": lambda: b"---\n" + b"a\n" * 300_000,
    }  # fmt: skip
    return found


def _cut(data: bytes, share: int) -> bytes:
    return data[: len(data) * share // 100]
