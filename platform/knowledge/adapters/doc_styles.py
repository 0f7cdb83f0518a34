"""The styles of the binary Word format: which are headings, and which bring a number."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from knowledge.adapters.doc_file import Properties, WordFile, properties

NO_STYLE = 0xFFF
PARAGRAPH_STYLE = 1
DEEPEST = 20  # styles based on styles based on …


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style sets itself, and the style that it is based on."""

    parent: int
    builtin: int
    own: Properties


def styles_of(file: WordFile) -> dict[int, Properties]:
    """Number of each paragraph style → its properties, with those of the styles that it is based on."""
    sheet = file.part("styles")
    found: dict[int, Style] = {}
    if len(sheet) > 6:
        count, base = struct.unpack_from("<HH", sheet, 2)
        at = 2 + struct.unpack_from("<H", sheet)[0]
        for number in range(count):
            size = struct.unpack_from("<H", sheet, at)[0]
            style = _style(sheet[at + 2 : at + 2 + size], base) if size else None
            if style is not None:
                found[number] = style
            at += 2 + size + size % 2
    return {number: _whole(found, number) for number in found}


def _style(data: bytes, base: int) -> Style | None:
    """One style; its parts begin at even places after its name."""
    builtin, kind = struct.unpack_from("<HH", data)
    if kind & 0xF != PARAGRAPH_STYLE:
        return None
    name = struct.unpack_from("<H", data, base)[0]
    at = base + 2 + 2 * (name + 1)
    size = struct.unpack_from("<H", data, at)[0]
    return Style(kind >> 4, builtin & 0xFFF, properties(data[at + 4 : at + 2 + size]))


def _whole(styles: dict[int, Style], number: int) -> Properties:
    merged: Properties = {}
    for _ in range(DEEPEST):
        style = styles.get(number)
        if style is None:
            break
        merged = style.own | merged
        number = style.parent
    return merged
