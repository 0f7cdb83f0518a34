"""PDF: the record in the document's information, the sentence at the top of every page."""

from io import BytesIO
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from labels.adapters import record
from labels.types import Label

NAME: Final = "pdf"
KEY: Final = "/AIGC"
MARGIN, BELOW_TOP, SIZE = 24, 16, 8
FONT: Final = "STSong-Light"
"""One of the fonts that every PDF reader knows by name, Chinese included, so that none has to be embedded."""


def write(content: bytes, label: Label) -> bytes:
    """Add sentence and record, once. Raises pypdf.errors.PyPdfError for a broken or encrypted file."""
    reader = PdfReader(BytesIO(content))
    held = _held(reader)
    writer = PdfWriter(clone_from=reader)
    if held is None or held["ContentProducer"] != label.aigc["ContentProducer"]:
        font = writer._add_object(_font())
        for page in writer.pages:
            page.merge_page(_overlay(page, label.text, font), over=True)
    writer.add_metadata({KEY: record.dump(record.merged(held, label.aigc))})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def read(content: bytes) -> dict[str, str] | None:
    """The record in the document's information."""
    return _held(PdfReader(BytesIO(content)))


def _held(reader: PdfReader) -> dict[str, str] | None:
    about = reader.metadata
    return record.load(str(about[KEY])) if about and KEY in about else None


def _overlay(page: PageObject, text: str, font: object) -> PageObject:
    box = page.mediabox
    overlay = PageObject.create_blank_page(width=box.width, height=box.height)
    overlay.mediabox = box
    x, y = float(box.left) + MARGIN, float(box.top) - BELOW_TOP
    shown = text.encode("utf-16-be").hex()
    stream = DecodedStreamObject()
    stream.set_data(f"q 0.3 g BT /HeyanLabel {SIZE} Tf {x:.1f} {y:.1f} Td <{shown}> Tj ET Q".encode())
    overlay[NameObject("/Contents")] = stream
    fonts = DictionaryObject({NameObject("/HeyanLabel"): font})
    overlay[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return overlay


def _font() -> DictionaryObject:
    name = NameObject(f"/{FONT}")
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(4),
        }
    )
    figures = {"/Flags": 6, "/ItalicAngle": 0, "/Ascent": 880, "/Descent": -120, "/CapHeight": 880, "/StemV": 93}
    descriptor = DictionaryObject({NameObject(key): NumberObject(value) for key, value in figures.items()})
    descriptor[NameObject("/Type")] = NameObject("/FontDescriptor")
    descriptor[NameObject("/FontName")] = name
    descriptor[NameObject("/FontBBox")] = ArrayObject(FloatObject(each) for each in (-25, -254, 1000, 880))
    descendant = {"/Type": "/Font", "/Subtype": "/CIDFontType0"}
    cid = DictionaryObject({NameObject(key): NameObject(value) for key, value in descendant.items()})
    cid[NameObject("/BaseFont")] = name
    cid[NameObject("/CIDSystemInfo")] = system
    cid[NameObject("/FontDescriptor")] = descriptor
    outer = {"/Type": "/Font", "/Subtype": "/Type0", "/Encoding": "/UniGB-UTF16-H"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in outer.items()})
    font[NameObject("/BaseFont")] = name
    font[NameObject("/DescendantFonts")] = ArrayObject([cid])
    return font
