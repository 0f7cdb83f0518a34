"""How well a file was read, in figures."""

from knowledge.parsed import Block, PageRead, Parsed, Report
from knowledge.quality import measured, quality_of


def test_figures_of_a_file_that_was_partly_recognised() -> None:
    rows = [Block("a | b", "table_row", table=1), Block("c | d", "table_row", table=1), Block("x" * 30)]
    report = Report((PageRead(1, 10, 0.9), PageRead(2, 10, 0.7)), empty=(3,), pictures=2, running_lines=4)
    quality = quality_of(measured(Parsed(tuple(rows), "PDF", 3, report=report)))
    assert quality is not None
    assert (quality.characters, quality.tables, quality.recognised, quality.recognised_share) == (40, 1, 2, 0.5)
    assert quality.confidence == 0.8
    assert [(each.page, each.confidence) for each in quality.doubtful] == [(2, 0.7)]
    assert (quality.empty, quality.pictures, quality.running_lines, quality.waiting) == ((3,), 2, 4, 0)


def test_a_file_that_was_not_read_yet_has_none() -> None:
    assert quality_of({}) is None


def test_while_pages_are_recognised_it_says_how_many_are_left() -> None:
    quality = quality_of({"recognised": 3, "waiting": 7})
    assert quality is not None
    assert (quality.recognised, quality.waiting) == (3, 7)
