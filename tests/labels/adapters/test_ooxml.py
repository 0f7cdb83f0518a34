import json
import zipfile
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from lxml import etree
from openpyxl.chart import BarChart, Reference

from labels.selectors import record_in
from labels.services import mark_file

VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"


def docx_file() -> bytes:
    document = Document()
    document.add_heading("Report", 1)
    document.add_paragraph("The first paragraph.")
    document.add_section()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


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


FILES = {"docx": docx_file, "xlsx": xlsx_file}


def properties(content: bytes) -> list[tuple[dict[str, str], str]]:
    """What an independent XML reader finds among the custom properties."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        root = etree.fromstring(package.read("docProps/custom.xml"))
    return [(dict(each.attrib), each.findtext(VT)) for each in root]


@pytest.mark.parametrize("kind", FILES)
def test_the_record_is_a_custom_property_as_the_guide_says(kind, label):
    ((attributes, value),) = properties(mark_file(FILES[kind](), kind=kind, label=label))
    assert attributes["fmtid"] == "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    assert int(attributes["pid"]) >= 2
    assert attributes["name"] == "AIGC"
    assert json.loads(value) == label.aigc


@pytest.mark.parametrize("kind", FILES)
def test_a_second_mark_replaces_the_first(kind, label):
    once = mark_file(FILES[kind](), kind=kind, label=label)
    twice = mark_file(once, kind=kind, label=label)
    assert len(properties(twice)) == 1
    assert record_in(twice, kind=kind) == label.aigc


@pytest.mark.parametrize("kind", FILES)
def test_a_strangers_record_stays_the_producers(kind, label, stranger):
    foreign = mark_file(FILES[kind](), kind=kind, label=stranger)
    ours = record_in(mark_file(foreign, kind=kind, label=label), kind=kind)
    assert ours["ContentProducer"] == stranger.aigc["ContentProducer"]
    assert ours["ProduceID"] == stranger.aigc["ProduceID"]
    assert ours["ContentPropagator"] == label.aigc["ContentPropagator"]
    assert ours["PropagateID"] == label.aigc["PropagateID"]


def test_other_custom_properties_stay(label):
    book = openpyxl.Workbook()
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="Department", value="HR"))
    out = BytesIO()
    book.save(out)
    marked = openpyxl.load_workbook(BytesIO(mark_file(out.getvalue(), kind="xlsx", label=label)))
    assert marked.custom_doc_props["Department"].value == "HR"
    assert set(marked.custom_doc_props.names) == {"Department", "AIGC"}
