"""Cut passages into what can be an answer: a sentence, or a row of a table under its header."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.types import Source
from kit.sentences import sentences

BAR = " | "
LONGEST = 400
"""Characters of a unit; more is not an answer but a page."""
LONGEST_TITLE = 18
SENTENCE_ENDS = '。！？；.!?;”")）】,，'
_FIGURE = re.compile(r"[\d\s.,%$€£¥()（）:：/+\-–]*")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_LIST_MARK = re.compile(r"^\s*(?:[-*•●·]\s*|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、]\s*|[①-⑳])")


@dataclass(frozen=True, slots=True)
class Unit:
    """`n` is the number of its passage, from 1; `text` what is shown; `around` the headings and lines that lead to
    it, `beside` the sentence before it in its paragraph."""

    n: int
    place: int
    text: str
    around: str
    beside: str = ""
    leads: bool = False
    item: bool = False
    row: bool = False


def units(passages: Sequence[Source]) -> list[Unit]:
    """All units, in the order of the passages."""
    return [unit for n, passage in enumerate(passages, 1) for unit in _of_passage(n, passage)]


def in_context(unit: Unit) -> str:
    """The unit as it is embedded: a short one with its heading."""
    last = unit.around.rsplit("›", 1)[-1].strip()
    return f"{last} {unit.text}" if last and len(unit.text) < 60 else unit.text


def _of_passage(n: int, passage: Source) -> Iterator[Unit]:
    lines = passage.text.split("\n")
    header = header_of(lines)
    lead, place = "", 0
    for line in lines[1 if header else 0 :]:
        if BAR in line:
            yield Unit(n, place, _row(line, header), passage.path, row=True)
            place += 1
            continue
        before = ""
        for sentence in sentences(line):
            text = sentence.text[:LONGEST]
            leads, item = text.endswith(("：", ":")), _LIST_MARK.match(text) is not None
            leads = leads or _is_title(text)
            yield Unit(n, place, text, f"{passage.path} {lead if item else ''}".strip(), before, leads, item)
            lead, before = text if leads else lead, text
            place += 1


def _is_title(text: str) -> bool:
    """A short line that ends like no sentence announces what follows it."""
    return len(text) <= LONGEST_TITLE and text[-1] not in SENTENCE_ENDS


def header_of(lines: list[str]) -> list[str]:
    """The names of the columns, where the first of several rows holds no figures."""
    if len(lines) < 2 or BAR not in lines[0] or BAR not in lines[1]:
        return []
    cells = [cell.strip() for cell in lines[0].split("|")]
    return [] if any(_is_figure(cell) for cell in cells) else cells


def _is_figure(cell: str) -> bool:
    """A year may name a column."""
    return (
        bool(cell)
        and _YEAR.fullmatch(cell) is None
        and any(character.isdigit() for character in cell)
        and _FIGURE.fullmatch(cell) is not None
    )


def _row(line: str, header: list[str]) -> str:
    """The row as a sentence: names and values where the header fits, else the values."""
    cells = [cell.strip() for cell in line.split("|")]
    if header and len(header) == len(cells):
        pairs = [f"{name}: {cell}" if name else cell for name, cell in zip(header, cells, strict=True) if cell]
        return "; ".join(pairs)[:LONGEST]
    return ", ".join(cell for cell in cells if cell)[:LONGEST]
