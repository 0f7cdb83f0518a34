"""Recognised lines as segments of a page, as if they stood in its text layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from kit.sentences import is_han
from knowledge.adapters.joining import clean
from knowledge.adapters.pdf_flow import Page, turned_box
from knowledge.adapters.pdf_lines import GAP_ENDS_SEGMENT, Segment, lines_of
from knowledge.adapters.pdf_order import in_reading_order, rows_of
from knowledge.adapters.pdf_tables import aligned_tables
from knowledge.recognised import Found, FoundLine

EM_OF_HEIGHT = 0.78  # of a line's box, which has some air around its letters
NARROW = 0.55  # em: a Latin letter or digit
ENOUGH = 4  # characters from which a line's width tells its size better than its height
ALIKE = (0.8, 1.25)  # sizes within this share of the page's usual one are that one: boxes are not exact


def fill(page: Page, found: Found) -> None:
    """Give the page the recognised lines, beside what its own text layer says. `page` has its size as displayed."""
    own = [segment for line in page.lines() for segment in line.segments]
    if found.turn:
        own = []  # its text layer lies across what is read
        if found.turn % 2:
            page.width, page.height = page.height, page.width
    page.turn, page.tilt = (found.turn, found.tilt) if not own else (page.turn, 0.0)
    segments = [_segment(page, line, found) for line in found.lines if clean(line.text)]
    fresh = [segment for segment in segments if not any(_covers(other, segment) for other in own)]
    rows = [_joined(row) for row in rows_of(_levelled([*own, *fresh]))]
    lines = [line for row in rows for line in lines_of(row)]
    page.items = list(aligned_tables(in_reading_order(lines, page.width)))


def _segment(page: Page, line: FoundLine, found: Found) -> Segment:
    """Placed on the page turned and levelled for reading."""
    left, top, right, bottom = line.box
    for _ in range(found.turn):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    box = (left * page.width, top * page.height, right * page.width, bottom * page.height)
    if page.tilt:
        box = turned_box(box, -page.tilt, (page.width, page.height))
    text = clean(line.text)
    return Segment(text, *box, _size(text, box))


def _size(text: str, box: tuple[float, float, float, float]) -> float:
    ems = sum(1.0 if is_han(character) else NARROW for character in text)
    height = (box[3] - box[1]) * EM_OF_HEIGHT
    by_width = (box[2] - box[0]) / ems if len(text) >= ENOUGH else height
    return max(1.0, min(height, by_width) if is_han(text[0]) or is_han(text[-1]) else height)


def _levelled(segments: list[Segment]) -> list[Segment]:
    """With one size for what is nearly alike, weighted by length."""
    sizes = [segment.size for segment in segments for _ in segment.text]
    usual = median(sizes) if sizes else 0.0
    return [
        replace(segment, size=usual) if ALIKE[0] * usual < segment.size < ALIKE[1] * usual else segment
        for segment in segments
    ]


def _covers(own: Segment, other: Segment) -> bool:
    """Whether the text layer has what was recognised here."""
    middle = (other.left + other.right) / 2
    return own.left - 2 <= middle <= own.right + 2 and own.top - 2 <= other.middle <= own.bottom + 2


def _joined(row: Iterable[Segment]) -> list[Segment]:
    """Pieces of one line that stand close together are one segment."""
    joined: list[Segment] = []
    for segment in row:
        last = joined[-1] if joined else None
        if last is None or segment.left - last.right > GAP_ENDS_SEGMENT * max(last.size, segment.size):
            joined.append(replace(segment))
            continue
        space = "" if is_han(last.text[-1]) or is_han(segment.text[0]) else " "
        last.text += space + segment.text
        last.right = max(last.right, segment.right)
        last.top, last.bottom = min(last.top, segment.top), max(last.bottom, segment.bottom)
    return joined
