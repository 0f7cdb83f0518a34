"""Slides."""

from __future__ import annotations

from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from knowledge.adapters import pptx

PLACE = (Inches(1), Inches(2), Inches(4), Inches(2))


def deck(path: Path) -> Path:
    made = Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    assert first.shapes.title is not None
    first.shapes.title.text = "年假制度"
    first.placeholders[1].text = "满一年十天"
    assert first.notes_slide.notes_text_frame is not None
    first.notes_slide.notes_text_frame.text = "新员工按月折算"
    group = first.shapes.add_group_shape()
    group.shapes.add_textbox(*PLACE).text_frame.text = "组内的字"
    second = made.slides.add_slide(made.slide_layouts[6])
    table = second.shapes.add_table(3, 2, *PLACE).table
    for row, texts in enumerate((("城市", "金额"), ("上海", "600"), ("", "450"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    hidden = made.slides.add_slide(made.slide_layouts[1])
    assert hidden.shapes.title is not None
    hidden.shapes.title.text = "作废"
    hidden._element.set("show", "0")
    last = made.slides.add_slide(made.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["一月", "二月"]
    data.add_series("入职", (3, 5))
    last.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *PLACE, data)
    made.save(str(path))
    return path


def test_the_title_is_the_path_of_what_the_slide_says(tmp_path: Path) -> None:
    blocks = [block for block in pptx.read(deck(tmp_path / "a.pptx")).blocks if block.page == 1]
    assert [block.text for block in blocks] == ["年假制度", "满一年十天", "组内的字", "新员工按月折算"]
    assert {block.path for block in blocks[1:]} == {("年假制度",)}


def test_tables_are_rows_with_merged_cells_repeated(tmp_path: Path) -> None:
    rows = [block for block in pptx.read(deck(tmp_path / "a.pptx")).blocks if block.page == 2]
    assert [(row.header, row.cells) for row in rows] == [
        (("城市", "金额"), ("上海", "600")),
        (("城市", "金额"), ("上海", "450")),
    ]


def test_the_numbers_of_a_chart_are_rows(tmp_path: Path) -> None:
    rows = [block for block in pptx.read(deck(tmp_path / "a.pptx")).blocks if block.page == 4]
    assert [(row.header, row.cells) for row in rows][1] == (("", "入职"), ("二月", "5"))


def test_hidden_slides_are_left_out_and_named(tmp_path: Path) -> None:
    parsed = pptx.read(deck(tmp_path / "a.pptx"))
    assert "作废" not in "".join(block.text for block in parsed.blocks)
    assert (parsed.pages, [note.says for note in parsed.notes]) == (4, ["Hidden slides were left out: 3."])
