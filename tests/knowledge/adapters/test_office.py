"""DOCX and XLSX: structure, numbers, merged cells, dates."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from knowledge.adapters import docx, xlsx
from knowledge.adapters.docx_numbering import chinese, number, roman
from tests.knowledge import files

NUMBERING = (
    f'<?xml version="1.0"?><w:numbering xmlns:w="{files.WORD}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
NUMBERING_RELATION = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" '
    'Target="numbering.xml"/></Relationships>'
)


def numbered(depth: int, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_headings_become_the_path_of_what_follows(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Leave", 1)
    document.add_heading("Annual leave", 2)
    document.add_paragraph("Ten days.")
    document.save(str(tmp_path / "a.docx"))
    assert docx.read(tmp_path / "a.docx").blocks[-1].path == ("Leave", "Annual leave")


def test_numbers_that_word_counts_are_written_out(tmp_path: Path) -> None:
    body = numbered(0, "总则") + numbered(1, "目的") + numbered(1, "范围") + numbered(0, "附则") + numbered(1, "解释")
    path = files.word_file(
        tmp_path / "a.docx",
        body,
        **{"word/numbering.xml": NUMBERING, "word/_rels/document.xml.rels": NUMBERING_RELATION},
    )
    assert [block.text for block in docx.read(path).blocks] == [
        "第一条 总则",
        "1) 目的",
        "2) 范围",
        "第二条 附则",
        "1) 解释",
    ]


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_chinese_numbers(value: int, text: str) -> None:
    assert chinese(value) == text


def test_roman_and_letter_numbers() -> None:
    assert (roman(1994), number(28, "lowerLetter"), number(3, "decimalZero")) == ("MCMXCIV", "bb", "03")


def test_a_table_is_rows_with_a_header_and_merged_cells_repeated(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate([("City", "Grade", "Hotel"), ("Beijing", "P1", "300"), ("", "P2", "400")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "a.docx"))
    last = docx.read(tmp_path / "a.docx").blocks[-1]
    assert (last.header, last.cells) == (("City", "Grade", "Hotel"), ("Beijing", "P2", "400"))


def test_deleted_text_is_left_out_and_inserted_text_is_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Ten </w:t></w:r><w:del><w:r><w:delText>five </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>twelve </w:t></w:r></w:ins><w:r><w:t>days</w:t></w:r></w:p>"
    )
    assert docx.read(files.word_file(tmp_path / "a.docx", body)).blocks[0].text == "Ten twelve days"


def test_page_breaks_left_by_word_give_page_numbers(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>first</w:t></w:r></w:p>"
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>second</w:t></w:r></w:p><w:p><w:r><w:t>still second</w:t></w:r></w:p>"
    )
    assert [b.page for b in docx.read(files.word_file(tmp_path / "a.docx", body)).blocks] == [1, 2, 2]


def test_without_page_breaks_there_is_no_page_number(tmp_path: Path) -> None:
    path = files.word_file(tmp_path / "a.docx", "<w:p><w:r><w:t>first</w:t></w:r></w:p>")
    assert docx.read(path).blocks[0].page is None


def test_sheets_give_rows_with_header_and_cell(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "差旅"
    for row in [("城市", "住宿", "日期"), ("北京", 500, datetime.date(2026, 1, 31)), ("成都", 380.5, None)]:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    rows = xlsx.read(tmp_path / "a.xlsx").blocks
    assert [(row.cell, row.cells) for row in rows] == [
        ("差旅!A2", ("北京", "500", "2026-01-31")),
        ("差旅!A3", ("成都", "380.5", "")),
    ]
    assert rows[0].header == ("城市", "住宿", "日期")


def test_a_title_above_a_table_is_its_path(tmp_path: Path) -> None:
    book = Workbook()
    for row in [
        ("Limits of 2026",),
        ("City", "Hotel"),
        ("Beijing", 500),
        (),
        ("Other",),
        ("Item", "Price"),
        ("Lamp", 3),
    ]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    rows = [block for block in xlsx.read(tmp_path / "a.xlsx").blocks if block.kind == "table_row"]
    assert [(row.path[-1], row.header, row.table) for row in rows] == [
        ("Limits of 2026", ("City", "Hotel"), 1),
        ("Other", ("Item", "Price"), 2),
    ]


def test_a_merged_cell_is_repeated_in_every_row(tmp_path: Path) -> None:
    book = Workbook()
    for row in [("Region", "City", "Hotel"), ("North", "Beijing", 500), (None, "Tianjin", 400)]:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    assert xlsx.read(tmp_path / "a.xlsx").blocks[-1].cells == ("North", "Tianjin", "400")


def test_numbers_read_as_the_cell_shows_them(tmp_path: Path) -> None:
    book = Workbook()
    for index, (value, shown) in enumerate([(0.125, "0.0%"), (7, "0000"), (3.0, "General"), (0.1 + 0.2, "General")], 1):
        cell = book.active.cell(1, index, value)
        cell.number_format = shown
    book.save(tmp_path / "a.xlsx")
    assert xlsx.read(tmp_path / "a.xlsx").blocks[0].cells == ("12.5%", "0007", "3", "0.3")


def test_rows_far_below_the_last_used_one_end_the_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("a", "b"))
    book.active.cell(90_000, 1, "lost")
    book.save(tmp_path / "a.xlsx")
    assert [block.text for block in xlsx.read(tmp_path / "a.xlsx").blocks] == ["a | b"]
