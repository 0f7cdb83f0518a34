"""Characters of a PDF page, joined to segments and lines in page coordinates as displayed (points, origin top left)."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from kit.sentences import is_han

GAP_ENDS_SEGMENT = 1.2  # in em: wider gaps separate cells and columns
SPACE_FROM = 0.22  # in em: a gap between Latin letters that is a space although none is stored
DIAGONAL = (0.12, 1.45)  # radians: text set between these angles is a watermark
FINE = 1000  # pixels for a point, since PDFium answers in whole pixels
SAMPLES = 40  # characters that tell which way a page is read
UNSEEN = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
HYPHEN = 2
NO_TEXT = (frozenset(range(32)) - {HYPHEN, 9, 10, 13}) | {0x7F, 0xAD, 0xFEFF, 0xFFFE, 0xFFFF}
CLOSE = 0.15  # of the height: a gap in which no space can be
NOWHERE = (0.0, 0.0, 0.0, 0.0)
LINE_BREAKS = frozenset("\r\n")


@dataclass(slots=True)
class Segment:
    """Neighbouring characters of one line without a wide gap. `size` is the em in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    hidden: bool = False  # the file says it, a reader does not see it

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """Segments on one baseline, left to right."""

    segments: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All segments, one space between them."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return max(segment.right for segment in self.segments)

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def size(self) -> float:
        return max(segment.size for segment in self.segments)

    @property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Size of a page as displayed, and the map from its own coordinates to that."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def place(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) as displayed, of a rectangle in the page's own coordinates."""
        a, b, c, d, e, f = self.matrix
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def places(self, rects: NDArray[np.float32]) -> NDArray[np.float64]:
        """`place` for many: rows of left, top, right, bottom in the page's coordinates, as PDFium gives them."""
        a, b, c, d, e, f = self.matrix
        left, top, right, bottom = rects.astype(np.float64).T
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)

    def turned(self, quarters: int) -> Sheet:
        """The same page turned left by quarters, so that text that was set upwards reads from left to right."""
        sheet = self
        for _ in range(quarters % 4):
            a, b, c, d, e, f = sheet.matrix
            sheet = Sheet(sheet.height, sheet.width, (-b, a, -d, c, sheet.height - f, e))
        return sheet


def sheet_of(page: pdfium.PdfPage) -> Sheet:
    """Rotation and crop box included: PDFium is asked where three points land on a large image of the page."""
    width, height = page.get_size()
    corners = [_on_image(page, (width, height), point) for point in ((0, 0), (100, 0), (0, 100))]
    (ox, oy), (ax, ay), (bx, by) = corners
    return Sheet(width, height, ((ax - ox) / 100, (ay - oy) / 100, (bx - ox) / 100, (by - oy) / 100, ox, oy))


def _on_image(page: pdfium.PdfPage, size: tuple[float, float], point: tuple[float, float]) -> tuple[float, float]:
    x, y = ctypes.c_int(), ctypes.c_int()
    pixels = (int(size[0] * FINE), int(size[1] * FINE))
    raw.FPDF_PageToDevice(page, 0, 0, *pixels, 0, *point, ctypes.byref(x), ctypes.byref(y))
    return x.value / FINE, y.value / FINE


class Walls(Protocol):
    """Tells whether a vertical line is drawn between two neighbouring characters."""

    def between(self, left: float, right: float, height: float) -> bool: ...

    def near(self, left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether some vertical line, at any height, stands between each pair of places."""
        ...


Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters side by side from number `index` of the file on; the rectangle of the first, and the one around all."""

    text: str
    index: int
    first: Edges
    around: Edges


@dataclass(frozen=True, slots=True)
class Style:
    """How a character is set; `size` is the em in points."""

    size: float = 10.0
    bold: bool = False
    slanted: bool = False
    hidden: bool = False


class SegmentBuilder:
    """Collects characters in the order of the file and cuts them into segments."""

    def __init__(self, walls: Walls) -> None:
        self._walls = walls
        self.done: list[Segment] = []
        self._open: Segment | None = None
        self._space = False

    def add(self, run: Run, style: Style) -> None:
        """Append to the open segment, or begin the next one when the run stands elsewhere."""
        segment, box = self._open, run.around
        if segment is None or not self.continues(run.first):
            self.end()
            self._open = Segment(run.text, *box, style.size, style.bold, style.hidden)
            return
        gap = (box[0] - segment.right) / max(segment.size, 0.1)
        if _needs_space(segment.text[-1], run.text[0], gap, self._space):
            segment.text += " "
        segment.text += run.text
        segment.right = max(segment.right, box[2])
        segment.top, segment.bottom = min(segment.top, box[1]), max(segment.bottom, box[3])
        self._space = False

    def continues(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a character in this rectangle belongs to the open segment."""
        segment = self._open
        if segment is None or not _continues(segment, box):
            return False
        return not self._walls.between(segment.right - 0.3 * segment.size, (box[0] + box[2]) / 2, segment.middle)

    def space(self) -> None:
        """Remember a stored space."""
        self._space = True

    def end(self) -> None:
        """Close the open segment."""
        if self._open is not None:
            self.done.append(self._open)
        self._open, self._space = None, False


def _continues(segment: Segment, box: tuple[float, float, float, float]) -> bool:
    overlap = min(segment.bottom, box[3]) - max(segment.top, box[1])
    if overlap < 0.4 * min(segment.bottom - segment.top, box[3] - box[1]):
        return False
    gap = (box[0] - segment.right) / max(segment.size, 0.1)
    return -0.6 < gap < GAP_ENDS_SEGMENT


def _needs_space(before: str, after: str, gap: float, stored: bool) -> bool:
    if is_han(before) and is_han(after):
        return stored and gap > 0.15
    if is_han(before) or is_han(after):
        return stored and gap > 0.1
    return stored or gap > SPACE_FROM


def segments_of(textpage: pdfium.PdfTextPage, sheet: Sheet, walls: Walls) -> list[Segment]:
    """All segments in the order of the file; watermarks set at a slant are left out."""
    builder = SegmentBuilder(walls)
    style, style_of = Style(), -1
    for run in runs_of(textpage, sheet, walls):
        if run.text in LINE_BREAKS:
            builder.end()
            style_of = -1
        elif run.text.isspace():
            builder.space()
        else:
            if style_of < 0 or not builder.continues(run.first):
                style, style_of = _style(textpage, run.index), run.index
            if not style.slanted:
                builder.add(run, style)
    builder.end()
    return builder.done


def runs_of(textpage: pdfium.PdfTextPage, sheet: Sheet, walls: Walls) -> Iterator[Run]:
    """The characters of the file, those joined that stand side by side beyond doubt: what is left to judge is far less."""
    found = characters(textpage)
    if not found:
        return
    rects = (raw.FS_RECTF * len(found))()
    box, byref, handle = raw.FPDFText_GetLooseCharBox, ctypes.byref, textpage.raw
    given = [box(handle, at, byref(rect)) for (at, _), rect in zip(found, rects, strict=True)]
    edges = sheet.places(np.frombuffer(rects, dtype=np.float32).reshape(-1, 4))
    blank = [character.isspace() for _, character in found]
    placed = np.array(given, dtype=bool) & ~np.array(blank)
    starts = np.flatnonzero(~_beside(edges, placed, walls))
    around = zip(
        edges[starts, 0].tolist(),
        np.minimum.reduceat(edges[:, 1], starts).tolist(),
        np.maximum.reduceat(edges[:, 2], starts).tolist(),
        np.maximum.reduceat(edges[:, 3], starts).tolist(),
        strict=True,
    )
    first = edges[starts].tolist()
    bounds = pairwise([*starts.tolist(), len(found)])
    text = "".join(character for _, character in found)
    for (start, end), own, whole in zip(bounds, first, around, strict=True):
        if placed[start]:
            yield Run(text[start:end], found[start][0], (own[0], own[1], own[2], own[3]), whole)
        elif blank[start]:
            yield Run(text[start], found[start][0], NOWHERE, NOWHERE)


def _beside(edges: NDArray[np.float64], placed: NDArray[np.bool_], walls: Walls) -> NDArray[np.bool_]:
    """Whether each character follows the one before it closely on the same line, with no drawn line between."""
    before, after = edges[:-1], edges[1:]
    lower = np.minimum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1])
    overlap = np.minimum(before[:, 3], after[:, 3]) - np.maximum(before[:, 1], after[:, 1])
    gap = after[:, 0] - before[:, 2]
    sure = placed[:-1] & placed[1:] & (lower > 0) & (overlap > 0.8 * lower) & (np.abs(gap) < CLOSE * lower)
    sure &= ~walls.near(before[:, 2] - lower, after[:, 2])
    return np.concatenate([[False], sure])


def characters(textpage: pdfium.PdfTextPage) -> list[tuple[int, str]]:
    """(index, character); pairs of surrogates joined, control characters left out, PDFium's mark for a hyphen undone."""
    unicode, handle = raw.FPDFText_GetUnicode, textpage.raw
    codes = [unicode(handle, index) for index in range(textpage.count_chars())]
    if any(0xD800 <= code < 0xE000 for code in set(codes)):
        codes = list(_paired(codes))
    return [(index, "-" if code == HYPHEN else chr(code)) for index, code in enumerate(codes) if code not in NO_TEXT]


def _paired(codes: Iterable[int]) -> Iterator[int]:
    """Halves of pairs become the character that they make, in the place of the second, and nothing in that of the first."""
    high = 0
    for code in codes:
        if 0xDC00 <= code < 0xE000:
            yield 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
            high = 0
        else:
            high = code if 0xD800 <= code < 0xDC00 else 0
            yield 0 if high else code


def quarters_of(textpage: pdfium.PdfTextPage, sheet: Sheet) -> int:
    """By how many quarters the page must be turned so that most of its text reads from left to right."""
    count = textpage.count_chars()
    votes = [0, 0, 0, 0]
    matrix = raw.FS_MATRIX()
    a, b, c, d, _, _ = sheet.matrix
    for index in range(0, count, max(1, count // SAMPLES)):
        if raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix)):
            right, down = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
            votes[round(-math.atan2(down, right) / (math.pi / 2)) % 4] += 1
    return votes.index(max(votes))


def _style(textpage: pdfium.PdfTextPage, index: int) -> Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(textpage, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    angle = abs(math.atan2(matrix.b, matrix.a)) % (math.pi / 2)
    name = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, 96, ctypes.byref(flags))
    face = name.value.lower()
    bold = bool(flags.value & (1 << 18)) or any(
        word in face for word in (b"bold", b"heavy", b"black", b"simhei", b"demi")
    )
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, index))
    return Style(max(size, 1.0), bold, DIAGONAL[0] < angle < DIAGONAL[1], mode in UNSEEN)


def lines_of(segments: list[Segment]) -> list[Line]:
    """Segments that follow each other on one baseline are a line; the order of the file is kept."""
    lines: list[Line] = []
    for segment in segments:
        last = lines[-1] if lines else None
        if last is not None and _same_line(last, segment):
            last.segments.append(segment)
        else:
            lines.append(Line([segment]))
    for line in lines:
        line.segments.sort(key=lambda segment: segment.left)
    return lines


def _same_line(line: Line, segment: Segment) -> bool:
    other = line.segments[-1]
    height = min(other.bottom - other.top, segment.bottom - segment.top)
    overlap = min(other.bottom, segment.bottom) - max(other.top, segment.top)
    return overlap > 0.5 * height and segment.left >= other.left
