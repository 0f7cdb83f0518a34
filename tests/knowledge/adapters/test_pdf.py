"""PDF: order, paragraphs, headings, tables, places."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from knowledge.adapters import pdf
from knowledge.parsed import Block
from tests.knowledge import files

SHARED = Path(__file__).parents[3].parent / "shared/data/documents"
BODY = [
    f"Body line number {word} of the text is here and goes on for a while" for word in ("one", "two", "three", "four")
]


def blocks(path: Path) -> tuple[Block, ...]:
    return pdf.read(path).blocks


def texts(path: Path) -> list[str]:
    return [block.text for block in blocks(path)]


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    lines = [
        "The allowance for a journey is paid when all receipts have been",
        "handed in, at the latest one month after its end.",
    ]
    path = files.pdf(tmp_path / "a.pdf", files.text_page(lines))
    assert texts(path) == [" ".join(lines)]


def test_chinese_lines_are_joined_without_a_space(tmp_path: Path) -> None:
    lines = ["员工出差应当在出发之前提交申请并且由部门负责人批准后方可购买车票和机", "票，返回后十个工作日内报销。"]
    path = files.pdf(tmp_path / "a.pdf", files.text_page(lines, font=files.CHINESE))
    assert texts(path) == ["".join(lines)]


def test_a_hyphen_at_the_end_of_a_line_is_undone(tmp_path: Path) -> None:
    lines = ["Every journey abroad needs the approval of the head of the depart-", "ment before any ticket is bought."]
    path = files.pdf(tmp_path / "a.pdf", files.text_page(lines))
    assert "department before" in texts(path)[0]


def test_a_paragraph_over_a_page_break_is_one_block_with_both_pages(tmp_path: Path) -> None:
    first = files.text_page([*BODY, "this sentence begins on the first page of the file and it then goes"], top=680)
    second = files.text_page(["over to the second page where it ends.", "Another sentence."])
    block = next(b for b in blocks(files.pdf(tmp_path / "a.pdf", first, second)) if "begins" in b.text)
    assert {spot.page for spot in block.spots} == {1, 2}
    assert "then goes over to the second page" in block.text


def test_larger_text_is_a_heading_and_becomes_the_path(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        files.at(canvas, 72, 80, "Travel", size=20, font=files.BOLD)
        files.at(canvas, 72, 120, "Meals", size=15, font=files.BOLD)
        for index, line in enumerate(BODY):
            files.at(canvas, 72, 150 + 16 * index, line)

    found = blocks(files.pdf(tmp_path / "a.pdf", page))
    assert [(block.text, block.level) for block in found[:2]] == [("Travel", 1), ("Meals", 2)]
    assert found[2].path == ("Travel", "Meals")


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    def page(number: int) -> object:
        def draw(canvas: Canvas) -> None:
            files.at(canvas, 72, 30, "Rules of the house, edition 3")
            files.at(canvas, 280, 815, f"- {number} -")
            for index, line in enumerate(BODY):
                files.at(canvas, 72, 150 + 16 * index, f"{line} {number}")

        return draw

    text = "\n".join(texts(files.pdf(tmp_path / "a.pdf", *[page(number) for number in range(1, 6)])))  # type: ignore[arg-type]
    assert "edition 3" not in text
    assert "- 4 -" not in text


def test_a_box_lies_where_the_text_is(tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "a.pdf", lambda canvas: files.at(canvas, 100, 400, "Here it stands"))
    box = blocks(path)[0].spots[0].box
    assert box is not None
    assert box.left == pytest.approx(100, abs=2)
    assert box.top < 400 < box.bottom + 1
    assert 0 <= min(box.fractions()) <= max(box.fractions()) <= 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_and_boxed_as_it_is_shown(tmp_path: Path, turn: int) -> None:
    source = files.pdf(tmp_path / "a.pdf", files.text_page(BODY))
    writer = PdfWriter(PdfReader(source))
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "turned.pdf")
    block = blocks(tmp_path / "turned.pdf")[0]
    assert "Body line number one" in block.text
    box = block.spots[0].box
    assert box is not None
    assert (box.page_width > box.page_height) == (turn in (90, 270))
    assert 0 <= min(box.fractions()) <= max(box.fractions()) <= 1


def test_a_ruled_table_is_rows_with_their_header(tmp_path: Path) -> None:
    rows = [["Grade", "Hotel", "Meals"], ["P1", "300", "60"], ["P2", "400", "80"], ["P3", "500", "100"]]
    path = files.pdf(tmp_path / "a.pdf", lambda canvas: files.ruled_table(canvas, rows, top=200))
    found = blocks(path)
    assert [block.cells for block in found] == [tuple(row) for row in rows[1:]]
    assert {block.header for block in found} == {("Grade", "Hotel", "Meals")}


def test_cells_that_nearly_touch_are_kept_apart(tmp_path: Path) -> None:
    rows = [["Name", "Code", "Left"], ["aaaaaaaa", "bbbbbbbb", "c"], ["dddddddd", "eeeeeeee", "f"]]
    path = files.pdf(tmp_path / "a.pdf", lambda canvas: files.ruled_table(canvas, rows, top=200, width=47))
    assert blocks(path)[0].cells == ("aaaaaaaa", "bbbbbbbb", "c")


def test_a_table_that_goes_on_over_the_page_keeps_its_header(tmp_path: Path) -> None:
    head = [["Grade", "Hotel", "Meals"], ["P1", "300", "60"], ["P2", "400", "80"]]
    more = [["P3", "500", "100"], ["P4", "600", "120"]]
    path = files.pdf(
        tmp_path / "a.pdf",
        lambda canvas: files.ruled_table(canvas, head, top=700),
        lambda canvas: files.ruled_table(canvas, more, top=80),
    )
    last = blocks(path)[-1]
    assert (last.cells, last.header, last.page) == (("P4", "600", "120"), ("Grade", "Hotel", "Meals"), 2)


def test_a_second_table_below_the_first_keeps_its_own_header(tmp_path: Path) -> None:
    first = [["Years worked", "Leave by law"], ["1 to 10", "5 days"], ["20 and more", "15 days"]]
    second = [["Years of service", "Extra leave"], ["1 to 3", "3 days"], ["5 and more", "7 days"]]

    def both(canvas: Canvas) -> None:
        files.ruled_table(canvas, first, top=100, width=150)
        files.ruled_table(canvas, second, top=170, width=140)

    found = blocks(files.pdf(tmp_path / "a.pdf", lambda canvas: None, both))
    assert found[-1].header == ("Years of service", "Extra leave")
    assert found[-1].cells == ("5 and more", "7 days")
    assert {block.table for block in found if block.header == tuple(first[0])}.isdisjoint({found[-1].table})


def test_columns_without_lines_are_rows_too(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for y, row in enumerate(
            [("Item", "2023", "2024"), ("Sales", "10", "12"), ("Cost", "7", "8"), ("Gain", "3", "4")]
        ):
            for x, cell in enumerate(row):
                files.at(canvas, 72 + 160 * x, 200 + 18 * y, cell)

    assert ("Sales", "10", "12") in [block.cells for block in blocks(files.pdf(tmp_path / "a.pdf", page))]


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"left column line {n} with enough words to fill" for n in "abcdefg"]
    right = [f"right column line {n} with enough words to fill" for n in "abcdefg"]

    def page(canvas: Canvas) -> None:
        for index, (one, two) in enumerate(zip(left, right, strict=True)):
            files.at(canvas, 60, 200 + 15 * index, one)
            files.at(canvas, 320, 200 + 15 * index, two)

    text = " ".join(texts(files.pdf(tmp_path / "a.pdf", page)))
    assert text.index("left column line g") < text.index("right column line a")


def test_a_slanted_watermark_is_left_out(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        files.text_page(BODY)(canvas)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont(files.LATIN, 60)
        canvas.drawString(0, 0, "CONFIDENTIAL")

    assert "CONFIDENTIAL" not in " ".join(texts(files.pdf(tmp_path / "a.pdf", page)))


def test_lines_of_a_contents_page_are_left_out(tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "a.pdf", files.text_page(["Leave ........................ 7", *BODY]))
    assert "....." not in " ".join(texts(path))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_a_real_handbook_gives_its_table_of_penalties_page_by_page() -> None:
    parsed = pdf.read(SHARED / "restricted/zh_员工手册_25p.pdf")
    assert (parsed.pages, parsed.language) == (25, "zh")
    assert any(block.page == 13 and "迟到一次罚款" in block.text for block in parsed.blocks)
