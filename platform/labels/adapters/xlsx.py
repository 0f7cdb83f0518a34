"""Excel: the record in the custom properties, the sentence below each sheet's rows and in its print header."""

import re
from typing import Final

from lxml import etree

from labels.adapters import ooxml
from labels.types import Label

NAME: Final = "xlsx"
NS: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
STRINGS: Final = "xl/sharedStrings.xml"
AFTER_HEADER: Final = [
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
"""What the schema puts after a sheet's `headerFooter`."""


def write(content: bytes, label: Label) -> bytes:
    """Add sentence and record, once; formulas, charts and styles stay. Raises zipfile.BadZipFile, XMLSyntaxError."""
    parts = ooxml.unpack(content)
    strings = _strings(parts)
    for name in filter(SHEET.fullmatch, list(parts)):
        sheet = ooxml.parse(parts[name])
        _add_row(sheet, label.text, strings)
        _add_header(sheet, label.text)
        parts[name] = ooxml.unparse(sheet)
    return ooxml.pack(ooxml.write(parts, label.aigc))


def read(content: bytes) -> dict[str, str] | None:
    """The record among the custom properties."""
    return ooxml.read(ooxml.unpack(content))


def _tag(name: str) -> str:
    return f"{{{NS}}}{name}"


def _strings(parts: ooxml.Parts) -> list[str]:
    if STRINGS not in parts:
        return []
    return ["".join(each.itertext()) for each in ooxml.parse(parts[STRINGS]).iterfind(_tag("si"))]


def _add_row(sheet: etree._Element, text: str, strings: list[str]) -> None:
    rows = sheet.find(_tag("sheetData"))
    if len(rows) and _first_text(rows[-1], strings) == text:
        return
    number = int(rows[-1].get("r", len(rows))) + 1 if len(rows) else 1
    row = etree.SubElement(rows, _tag("row"), r=str(number))
    cell = etree.SubElement(row, _tag("c"), r=f"A{number}", t="inlineStr")
    etree.SubElement(etree.SubElement(cell, _tag("is")), _tag("t")).text = text


def _first_text(row: etree._Element, strings: list[str]) -> str:
    """The text of a row's first cell, inline or shared."""
    cell = row.find(_tag("c"))
    if cell is None:
        return ""
    text = "".join(cell.itertext())
    return strings[int(text)] if cell.get("t") == "s" else text


def _add_header(sheet: etree._Element, text: str) -> None:
    """A print header, unless the sheet has one of its own: then the row must do."""
    if sheet.find(_tag("headerFooter")) is not None:
        return
    header = etree.Element(_tag("headerFooter"))
    etree.SubElement(header, _tag("oddHeader")).text = f"&C{text}"
    later = {_tag(name) for name in AFTER_HEADER}
    place = next((index for index, each in enumerate(sheet) if each.tag in later), len(sheet))
    sheet.insert(place, header)
