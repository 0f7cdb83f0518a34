"""The numbered lists of the binary Word format, as the numbering that counts them."""

from __future__ import annotations

import struct

from knowledge.adapters.doc_file import WordFile
from knowledge.adapters.docx_numbering import Level, Numbering

LIST_SIZE, USE_SIZE, LEVEL_SIZE = 28, 16, 28
LEVELS = 9
LEGAL = 0x04
KINDS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "chineseCounting",
    11: "japaneseCounting", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet", 33: "chineseCounting",
    35: "chineseCounting", 37: "chineseCounting", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


def numbering_of(file: WordFile) -> Numbering:
    """Lists by the number with which paragraphs name them, from 1."""
    lists = _lists(file) if file.part("lists") else {}
    uses = file.part("list_uses")
    count = struct.unpack_from("<I", uses)[0] if len(uses) >= 4 else 0
    ids = [struct.unpack_from("<i", uses, at)[0] for at in range(4, min(4 + count * USE_SIZE, len(uses) - 3), USE_SIZE)]
    return Numbering({str(index): lists.get(key, {}) for index, key in enumerate(ids, 1)})


def _lists(file: WordFile) -> dict[int, dict[int, Level]]:
    """The levels of each list; they follow the table of lists one after another."""
    heads, data, at = file.part("lists"), file.after("lists"), 0
    found: dict[int, dict[int, Level]] = {}
    for index in range(struct.unpack_from("<H", heads)[0]):
        place = 2 + LIST_SIZE * index
        simple = heads[place + 26] & 1
        levels: dict[int, Level] = {}
        for depth in range(1 if simple else LEVELS):
            levels[depth], at = _level(data, at)
        found[struct.unpack_from("<i", heads, place)[0]] = levels
    return found


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """(one level, where the next begins)."""
    start, kind, flags = struct.unpack_from("<iBB", data, at)
    text_at = at + LEVEL_SIZE + data[at + 24] + data[at + 25]
    size = struct.unpack_from("<H", data, text_at)[0]
    units = struct.unpack_from(f"<{size}H", data, text_at + 2)
    pattern = "".join(f"%{unit + 1}" if unit < LEVELS else chr(unit) for unit in units)
    return Level(KINDS.get(kind, "decimal"), pattern, start, bool(flags & LEGAL)), text_at + 2 + 2 * size
