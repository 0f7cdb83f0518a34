"""EPUB: the chapters of the book in their order, read as the web pages that they are."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from lxml import etree

from knowledge.adapters import archives, html
from knowledge.adapters.encodings import decode
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.parsed import Block, Parsed, ReadFailed

NAME = "EPUB"
CONTAINER = "META-INF/container.xml"
LOCKED = "META-INF/encryption.xml"
FONTS = b"obfuscation"  # fonts may be scrambled in a book that is open
MOST_CHAPTERS = 2_000
MOST_BYTES = 100_000_000
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, etree.XMLSyntaxError)


def read(path: Source) -> Parsed:
    """Raises ReadFailed: damaged, encrypted, bomb, too_much_text, no_text."""
    archives.check(path, format_name=NAME, doctypes=True)
    blocks: list[Block] = []
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            title, chapters = _book(archive)
            for chapter in chapters:
                blocks += _chapter(archive, chapter, len(blocks))
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    if not blocks:
        raise ReadFailed("no_text")
    return Parsed(tuple(blocks), NAME, title=title, language=language_of(block.text for block in blocks))


def _book(archive: zipfile.ZipFile) -> tuple[str, list[str]]:
    """(title, names of the chapters in reading order)."""
    names = archive.namelist()
    container = min((name for name in names if name.endswith(CONTAINER)), key=len)
    top = container.removesuffix(CONTAINER)  # some programs pack the folder instead of what is in it
    if top + LOCKED in names and FONTS not in archive.read(top + LOCKED):
        raise ReadFailed("encrypted")
    place = _root(archive.read(container)).find(".//{*}rootfile")
    if place is None:
        raise KeyError(container)
    name = top + (place.get("full-path") or "")
    package = _root(archive.read(name))
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    title = package.findtext(".//{http://purl.org/dc/elements/1.1/}title") or ""
    return clean(title).replace("\n", " "), list(_chapters(package, items, posixpath.dirname(name)))[:MOST_CHAPTERS]


def _chapters(package: Any, items: dict[str, Any], folder: str) -> Iterator[str]:
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if (
            item is not None
            and "html" in (item.get("media-type") or "")
            and "nav" not in (item.get("properties") or "")
        ):
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _root(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _chapter(archive: zipfile.ZipFile, name: str, tables: int) -> list[Block]:
    if name not in archive.namelist():
        return []
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise ReadFailed("too_much_text")
    text, _ = decode(archive.read(name), markup=True)
    try:
        found = html.parse(text).blocks
    except ReadFailed as failure:
        if failure.code == "no_text":  # a cover or a picture
            return []
        raise
    return [replace(block, table=block.table + tables if block.table is not None else None) for block in found]
