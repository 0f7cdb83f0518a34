"""Rows of cells to blocks: which rows name the columns, and how a row reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.parsed import Block

NUMBER = re.compile(r"[\s$€£¥￥%()（）+\-–—.,，\d/:：]*")
SEPARATOR = " | "
LONGEST_NAME = 80  # characters of a column's name


def is_number(text: str) -> bool:
    """Digits and the signs around them, nothing else."""
    return bool(text) and NUMBER.fullmatch(text) is not None


def row_text(cells: Iterable[str]) -> str:
    """The cells of a row in one line."""
    return SEPARATOR.join(cell.replace("\n", " ") for cell in cells)


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top name the columns: none, one, or two when the first has gaps from merged cells."""
    if len(rows) < 2:
        return 0
    first = [cell for cell in rows[0] if cell]
    if len(first) < 2 or any(is_number(cell) for cell in first[1:]) or max(map(len, first)) > LONGEST_NAME:
        return 0
    if any(cell.endswith((":", "：")) for cell in first):  # names and values side by side, as in a form
        return 0
    gaps = any(not cell for cell in rows[0][1:]) or len(set(first)) < len(first)
    second = [cell for cell in rows[1] if cell]
    if gaps and len(rows) > 3 and len(second) > 1 and not any(is_number(cell) for cell in second):
        return 2
    return 1


def header_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name per column; stacked rows are joined, repeated names written once."""
    columns = zip(*rows, strict=True)
    return tuple(" ".join(dict.fromkeys(part.replace("\n", " ") for part in column if part)) for column in columns)


def table_blocks(
    rows: Sequence[Sequence[str]], path: tuple[str, ...], table: int, heads: int | None = None
) -> list[Block]:
    """A block for each row under the header; rows are padded to one width, empty rows and columns left out."""
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    used = [index for index in range(width) if any(row[index] for row in padded)]
    kept = [[row[index] for index in used] for row in padded]
    heads = header_rows(kept) if heads is None else heads
    header = header_of(kept[:heads]) if heads else ()
    return [
        Block(row_text(row), "table_row", path=path, header=header, cells=tuple(row), table=table)
        for row in kept[heads:]
    ]
