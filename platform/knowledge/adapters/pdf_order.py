"""Reading order of a page's lines: the file's own order where it makes sense, else by place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from knowledge.adapters.pdf_lines import Line, Segment, lines_of

MOST_JUMPS = 0.04  # share of lines that may go back up over text of the same column
FULL = 0.6  # a line of prose fills this share of its column


def in_reading_order(lines: list[Line], width: float) -> list[Line]:
    """Columns that were written across, row by row, are read down; scrambled pages are sorted."""
    if _backward(lines) > max(1, MOST_JUMPS * len(lines)):
        lines = _sorted_by_place(lines)
    return _unfold_columns(lines, width)


def _backward(lines: list[Line]) -> int:
    """How often the next line stands above its predecessor in the same column."""
    count = 0
    for before, line in pairwise(lines):
        up = line.bottom < before.top
        same_column = line.left < before.right and before.left < line.right
        count += up and same_column
    return count


def _sorted_by_place(lines: list[Line]) -> list[Line]:
    return [line for row in rows_of(segment for line in lines for segment in line.segments) for line in lines_of(row)]


def rows_of(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Segments at one height, from left to right; the rows from the top down."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.middle):
        if rows and segment.middle - rows[-1][0].middle < 0.5 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda segment: segment.left) for row in rows]


def _unfold_columns(lines: list[Line], width: float) -> list[Line]:
    """Runs of lines with two long segments on both sides of one gutter are two columns of prose."""
    done: list[Line] = []
    run: list[Line] = []
    for line in [*lines, Line()]:
        if line.segments and _two_sided(line, width):
            run.append(line)
            continue
        if len(run) >= 5 and _is_prose(run, width):
            done += [Line([segment]) for run_line in run for segment in run_line.segments[:1]]
            done += [Line([segment]) for run_line in run for segment in run_line.segments[1:]]
        else:
            done += run
        run = []
        if line.segments:
            done.append(line)
    return done


def _two_sided(line: Line, width: float) -> bool:
    return len(line.segments) == 2 and abs((line.segments[0].right + line.segments[1].left) / 2 - width / 2) < width / 8


def _is_prose(run: list[Line], width: float) -> bool:
    full = sum(1 for line in run for segment in line.segments if segment.right - segment.left > FULL * width * 0.4)
    return full > 1.4 * len(run)
