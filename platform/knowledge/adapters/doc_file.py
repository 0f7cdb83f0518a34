"""The binary Word format (97 to 2003, and WPS Writer): text pieces, and the properties of paragraphs and characters."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import olefile

from knowledge.parsed import ReadFailed

NAME = "DOC"
MAGIC = 0xA5EC
WORD_97 = 0xC1
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
PAGE = 512
COMPRESSED = 0x40000000
HIDDEN = (0x083C, 0x0800)  # vanished text, and text that a revision deleted
SYMBOL = 0x6A09  # a sign of a picture font; the character that stands for it says nothing
TABLE_DEFINITION, CHANGED_TABS = 0xD608, 0xC615
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes of a property's value by the top bits of its number
MOST_TEXT = 20_000_000
# Lengths of the stories, in the order in which their text follows each other.
STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
TABLES = {
    "styles": 1, "footnote_marks": 2, "footnote_texts": 3, "characters": 12, "paragraphs": 13, "pieces": 33,
    "endnote_marks": 46, "endnote_texts": 47, "lists": 73, "list_uses": 74,
}  # fmt: skip
BROKEN = (struct.error, IndexError, ValueError, OSError, TypeError, AttributeError, RecursionError)

Properties = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from character `start` to `end` of the document; it lies at byte `offset`, `width` bytes a character."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(slots=True)
class WordFile:
    """What one file holds. `text` has the characters of all stories; those that no reader sees are NUL."""

    stream: bytes
    table: bytes
    places: list[tuple[int, int]]
    lengths: dict[str, int]
    pieces: list[Piece] = field(default_factory=list)
    text: str = ""
    _runs: list[tuple[int, int, int, bytes]] = field(default_factory=list)

    @classmethod
    def open(cls, stream: BinaryIO) -> WordFile:
        """Raises ReadFailed: damaged, encrypted, unsupported (older than Word 97), too_much_text."""
        try:
            with olefile.OleFileIO(stream) as container:
                return cls._of(container)
        except BROKEN as error:
            raise ReadFailed("damaged", format=NAME) from error

    @classmethod
    def _of(cls, container: olefile.OleFileIO) -> WordFile:
        main = container.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", main, 0)
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if magic != MAGIC or version < WORD_97:
            raise ReadFailed("unsupported_office", format="Word 6", convert="DOCX")
        if flags & ENCRYPTED:
            raise ReadFailed("encrypted")
        table = container.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
        count = struct.unpack_from("<H", main, 0x98)[0]
        places = [struct.unpack_from("<II", main, 0x9A + 8 * index) for index in range(count)]
        lengths = dict(zip(STORIES, struct.unpack_from("<8I", main, 0x4C), strict=True))
        if sum(lengths.values()) > MOST_TEXT:
            raise ReadFailed("too_much_text")
        found = cls(main, table, places, lengths)
        found.pieces = list(found._pieces())
        found.text = found._shown("".join(map(found._decoded, found.pieces)))
        found._runs = sorted(found._paragraph_runs())
        return found

    def part(self, name: str) -> bytes:
        """One structure of the table stream; b"" where the file has none."""
        index = TABLES[name]
        if index >= len(self.places):
            return b""
        start, size = self.places[index]
        return self.table[start : start + size]

    def after(self, name: str) -> bytes:
        """What follows a structure in the table stream."""
        start, size = self.places[TABLES[name]]
        return self.table[start + size :]

    def story(self, name: str) -> tuple[int, int]:
        """(first character, end) of a story in `text`."""
        start = sum(self.lengths[before] for before in STORIES[: STORIES.index(name)])
        return min(start, len(self.text)), min(start + self.lengths[name], len(self.text))

    def positions(self, name: str, size: int) -> list[int]:
        """Character positions of a structure whose entries have `size` bytes each."""
        data = self.part(name)
        count = max(0, (len(data) - 4) // (4 + size))
        return list(struct.unpack_from(f"<{count + 1}I", data)) if data else []

    def style_of(self, character: int) -> tuple[int, Properties]:
        """(number of the style, own properties) of the paragraph whose mark is this character."""
        byte = self._byte_of(character)
        at = bisect_right(self._runs, (byte, len(self.stream), 0, b"")) - 1
        if at < 0 or byte >= self._runs[at][1]:
            return 0, {}
        _, _, style, data = self._runs[at]
        return style, properties(data)

    def _pieces(self) -> Iterator[Piece]:
        data, at = self.part("pieces"), 0
        while data[at] == 1:
            at += 3 + struct.unpack_from("<H", data, at + 1)[0]
        plain = data[at + 5 :]
        count = (len(plain) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", plain)
        for index in range(count):
            place = struct.unpack_from("<I", plain, 4 * (count + 1) + 8 * index + 2)[0]
            start, end = bounds[index], bounds[index + 1]
            if not start <= end <= MOST_TEXT:
                raise ValueError
            packed = bool(place & COMPRESSED)
            offset = place & (COMPRESSED - 1)
            yield Piece(start, end, offset // 2 if packed else offset, 1 if packed else 2)

    def _decoded(self, piece: Piece) -> str:
        size = piece.end - piece.start
        data = self.stream[piece.offset : piece.offset + size * piece.width]
        if piece.width == 1:
            return data.decode("cp1252", "replace").ljust(size, "\x00")
        # A pair of surrogates counts as two characters here as it does in the file.
        units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
        return "".join(map(chr, units)).ljust(size, "\x00")

    def _shown(self, text: str) -> str:
        """The text with NUL for what is hidden or deleted; the ends of paragraphs and cells stay."""
        shown = list(text)
        for first, last in self._hidden():
            for piece in self.pieces:
                start = piece.start + max(0, -(-(first - piece.offset) // piece.width))
                end = piece.start + (last - piece.offset) // piece.width
                for at in range(start, min(end, piece.end)):
                    shown[at] = shown[at] if shown[at] in "\r\x07\x0c" else "\x00"
        return "".join(shown)

    def _byte_of(self, character: int) -> int:
        for piece in self.pieces:
            if piece.start <= character < piece.end:
                return piece.offset + (character - piece.start) * piece.width
        return -1

    def _hidden(self) -> Iterator[tuple[int, int]]:
        """(first byte, end) of the runs of characters that are not shown."""
        for page, bounds in self._pages("characters"):
            for index in range(len(bounds) - 1):
                at = page[4 * len(bounds) + index] * 2
                found = properties(page[at + 1 : at + 1 + page[at]]) if at else {}
                if SYMBOL in found or any(found.get(name) == b"\x01" for name in HIDDEN):
                    yield bounds[index], bounds[index + 1]

    def _paragraph_runs(self) -> Iterator[tuple[int, int, int, bytes]]:
        """(first byte, end, style, properties) of the paragraphs."""
        for page, bounds in self._pages("paragraphs"):
            for index in range(len(bounds) - 1):
                at = page[4 * len(bounds) + 13 * index] * 2
                size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
                data = page[at + 1 : at + 1 + size] if page[at] else page[at + 2 : at + 2 + size]
                style = struct.unpack_from("<H", data)[0] if at and len(data) > 1 else 0
                yield bounds[index], bounds[index + 1], style, data[2:] if at else b""

    def _pages(self, name: str) -> Iterator[tuple[bytes, tuple[int, ...]]]:
        """(a page of formatting, the bytes between which its runs lie)."""
        data = self.part(name)
        count = max(0, (len(data) - 4) // 8)
        for number in struct.unpack_from(f"<{count}I", data, 4 * (count + 1)) if data else ():
            place = (number & 0x3FFFFF) * PAGE
            page = self.stream[place : place + PAGE]
            if len(page) == PAGE:
                yield page, struct.unpack_from(f"<{page[-1] + 1}I", page)


def properties(data: bytes) -> Properties:
    """Number → value of the properties in a list of them; what is cut off is left out."""
    found: Properties = {}
    at = 0
    while at + 2 < len(data):
        number = struct.unpack_from("<H", data, at)[0]
        at += 2
        if number == TABLE_DEFINITION and at + 2 <= len(data):
            size = struct.unpack_from("<H", data, at)[0] + 1
        elif number >> 13 == 6:
            size = data[at] + 1
            if number == CHANGED_TABS and data[at] == 255:
                break
        else:
            size = OPERANDS[number >> 13]
        found[number] = data[at : at + size]
        at += size
    return found
