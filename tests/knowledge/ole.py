"""Writes the containers of old office files, and a small Word 97 document inside one."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BIG = 4096  # smaller streams would lie in another stream
HEADING, IN_TABLE, ROW_END = 1, b"\x16\x24\x01", b"\x17\x24\x01"
FIRST_TEXT = 2048


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE file; a name such as "folder/stream" makes the folder. Streams are padded with zeros to 4,096 bytes."""
    folders = sorted({name.split("/")[0] for name in streams if "/" in name})
    top = [*folders, *(name for name in streams if "/" not in name)]
    names = ["Root Entry", *top, *(name for name in streams if "/" in name)]
    children = {folder: [names.index(n) for n in streams if n.startswith(folder + "/")] for folder in folders}
    sectors: list[bytes] = []
    chains: list[int] = []
    starts: dict[str, tuple[int, int]] = {}
    for name, short in streams.items():
        data = short.ljust(BIG, b"\x00")
        starts[name] = (len(sectors), len(data))
        count = -(-len(data) // SECTOR)
        chains += [*range(len(sectors) + 1, len(sectors) + count), END]
        sectors += [data[at : at + SECTOR].ljust(SECTOR, b"\x00") for at in range(0, len(data), SECTOR)]
    entries = b""
    for index, name in enumerate(names):
        siblings = list(range(1, len(top) + 1)) if name in top else next(
            (group for group in children.values() if index in group), []
        )  # fmt: skip
        after = siblings[siblings.index(index) + 1] if index in siblings and siblings[-1] != index else FREE
        below = 1 if index == 0 else children[name][0] if name in children else FREE
        entries += _entry(
            name.split("/")[-1],
            5 if index == 0 else 1 if name in folders else 2,
            after,
            below,
            starts.get(name, (END, 0)),
        )
    directory = len(sectors)
    entries = entries.ljust(-(-len(entries) // SECTOR) * SECTOR, b"\x00")
    count = len(entries) // SECTOR
    chains += [*range(directory + 1, directory + count), END]
    sectors += [entries[at : at + SECTOR] for at in range(0, len(entries), SECTOR)]
    table = len(sectors)
    blocks = 1
    while (table + blocks) > blocks * (SECTOR // 4):
        blocks += 1
    chains += [FAT] * blocks
    chains += [FREE] * (blocks * (SECTOR // 4) - len(chains))
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, blocks, directory, 0, BIG, END, 0, END, 0)  # fmt: skip
    head += b"".join(struct.pack("<I", table + index if index < blocks else FREE) for index in range(109))
    return head + b"".join(sectors) + struct.pack(f"<{len(chains)}I", *chains)


def _entry(name: str, kind: int, after: int, below: int, place: tuple[int, int]) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(written) + 2, kind, 1, FREE, after, below)
        + bytes(36)
        + struct.pack("<IQ", *place)
    )


def word(
    paragraphs: Sequence[tuple[str, int, bytes]],
    *,
    flags: int = 0,
    version: int = 0xC1,
    lists: bytes = b"",
    uses: bytes = b"",
    levels: bytes = b"",
) -> bytes:
    """A Word 97 file. Each paragraph: text with the mark that ends it, number of its style, its properties."""
    text = "".join(each[0] for each in paragraphs)
    ends, at = [FIRST_TEXT], FIRST_TEXT
    for written, _, _ in paragraphs:
        at += 2 * len(written)
        ends.append(at)
    page_at = -(-at // SECTOR) * SECTOR
    page = _formatting(ends, paragraphs)
    table = bytearray(16)
    places = {}

    def put(index: int, data: bytes) -> None:
        places[index] = (len(table), len(data))
        table.extend(data)

    put(13, struct.pack("<III", FIRST_TEXT, at, page_at // SECTOR))
    put(33, b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, FIRST_TEXT, 0))
    if lists:
        put(73, lists)
        table.extend(levels)
        put(74, uses)
    head = struct.pack("<HH6xH", 0xA5EC, version, flags).ljust(0x4C, b"\x00") + struct.pack("<I", len(text))
    head = head.ljust(0x98, b"\x00") + struct.pack("<H", 93)
    head += b"".join(struct.pack("<II", *places.get(index, (0, 0))) for index in range(93))
    main = head.ljust(FIRST_TEXT, b"\x00") + text.encode("utf-16-le")
    return container({"WordDocument": main.ljust(page_at, b"\x00") + page, "0Table": bytes(table)})


def _formatting(ends: list[int], paragraphs: Sequence[tuple[str, int, bytes]]) -> bytes:
    count = len(paragraphs)
    page = bytearray(SECTOR)
    struct.pack_into(f"<{count + 1}I", page, 0, *ends)
    at = SECTOR - 2
    for index, (_, style, own) in enumerate(paragraphs):
        data = struct.pack("<H", style) + own
        data += b"\x00" * (1 - len(data) % 2)
        at = (at - len(data) - 1) // 2 * 2
        page[at] = (len(data) + 1) // 2
        page[at + 1 : at + 1 + len(data)] = data
        page[4 * (count + 1) + 13 * index] = at // 2
    page[-1] = count
    return bytes(page)
