import json
import zipfile
from io import BytesIO

import openpyxl
from openpyxl.chart import BarChart, Reference

from labels.services import mark_file


def xlsx_file() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("name", "sum"), ("a", 1), ("b", 2)):
        sheet.append(row)
    sheet["C1"] = "=SUM(B2:B3)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "E1")
    book.create_sheet("empty")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_openpyxl_reads_the_record(label):
    book = openpyxl.load_workbook(BytesIO(mark_file(xlsx_file(), kind="xlsx", label=label)))
    assert json.loads(book.custom_doc_props["AIGC"].value) == label.aigc


def test_excel_shows_the_sentence_below_the_rows_of_every_sheet_once(label):
    content = xlsx_file()
    for _ in range(2):
        content = mark_file(content, kind="xlsx", label=label)
    book = openpyxl.load_workbook(BytesIO(content))
    assert [row[0].value for row in book["Sheet"].iter_rows()] == ["name", "a", "b", label.text]
    assert [row[0].value for row in book["empty"].iter_rows()] == [label.text]
    assert book["Sheet"].oddHeader.center.text == label.text


def test_excel_keeps_formulas_and_charts(label):
    content = mark_file(xlsx_file(), kind="xlsx", label=label)
    assert openpyxl.load_workbook(BytesIO(content))["Sheet"]["C1"].value == "=SUM(B2:B3)"
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert any(name.startswith("xl/charts/") for name in package.namelist())


def test_a_sentence_that_excel_saved_anew_is_recognised(label):
    book = openpyxl.load_workbook(BytesIO(mark_file(xlsx_file(), kind="xlsx", label=label)))
    out = BytesIO()
    book.save(out)
    again = openpyxl.load_workbook(BytesIO(mark_file(out.getvalue(), kind="xlsx", label=label)))
    assert again["Sheet"].max_row == 4
