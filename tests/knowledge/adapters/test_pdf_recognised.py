"""Recognised lines take their place on the page."""

import pytest

from knowledge.adapters.pdf_flow import Page
from knowledge.adapters.pdf_lines import Line, Segment
from knowledge.adapters.pdf_recognised import fill
from knowledge.adapters.pdf_tables import Table
from knowledge.recognised import Found, FoundLine


def page(*own: Segment) -> Page:
    return Page(1, 600, 800, [Line([segment]) for segment in own], drawn=True, pictures=1, unread=True)


def line(text: str, left: float, top: float, right: float, bottom: float) -> FoundLine:
    return FoundLine(text, 0.99, (left, top, right, bottom))


def filled(found: Found, *own: Segment) -> Page:
    made = page(*own)
    fill(made, found)
    return made


def test_lines_come_from_the_top_down_and_pieces_of_one_are_joined() -> None:
    found = Found(
        (line("second", 0.1, 0.2, 0.3, 0.22), line("line", 0.155, 0.1, 0.2, 0.12), line("First", 0.1, 0.1, 0.15, 0.12))
    )
    assert [each.text for each in filled(found).lines()] == ["First line", "second"]


def test_cells_that_stand_under_each_other_are_a_table() -> None:
    rows = [("Grade", "Hotel"), ("Berlin", "450"), ("Munich", "300")]
    cells = [
        line(text, 0.1 + 0.4 * x, 0.1 + 0.05 * y, 0.2 + 0.4 * x, 0.12 + 0.05 * y)
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
    ]
    table = filled(Found(tuple(cells))).items[0]
    assert isinstance(table, Table)
    assert table.header == ("Grade", "Hotel")
    assert [row.cells for row in table.rows[1:]] == [["Berlin", "450"], ["Munich", "300"]]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_turned_page_is_read_upright_and_marked_where_it_lies(turn: int) -> None:
    upright = (0.1, 0.1, 0.5, 0.13)
    lying = upright
    for _ in range(4 - turn):  # turned so often more, it stands upright again
        lying = (1 - lying[3], lying[0], 1 - lying[1], lying[2])
    made = filled(Found((FoundLine("upright text", 0.9, lying),), turn=turn))
    first = next(made.lines())
    assert first.left / made.width == pytest.approx(0.1)
    box = made.box(first.left, first.top, first.right, first.bottom).fractions()
    assert box == pytest.approx(lying, abs=0.001)


def test_a_tilted_page_is_marked_where_its_line_lies() -> None:
    found = line("tilted text", 0.6, 0.5, 0.8, 0.52)
    made = filled(Found((found,), tilt=0.02))
    first = next(made.lines())
    assert made.box(first.left, first.top, first.right, first.bottom).fractions() == pytest.approx(found.box, abs=0.003)


def test_what_the_text_layer_says_is_not_taken_twice() -> None:
    own = Segment("Stamp", 60, 80, 120, 96, 12)
    found = Found((line("Stanp", 0.1, 0.1, 0.2, 0.12), line("Scanned text", 0.1, 0.3, 0.4, 0.32)))
    assert [each.text for each in filled(found, own).lines()] == ["Stamp", "Scanned text"]
