"""Word: the record in the custom properties, the sentence as the first line and in the page header."""

from io import BytesIO
from typing import Final

from docx import Document

from labels.adapters import ooxml
from labels.types import Label

NAME: Final = "docx"


def write(content: bytes, label: Label) -> bytes:
    """Add sentence and record, once. Raises what python-docx and zipfile raise for a broken file."""
    document = Document(BytesIO(content))
    for number, section in enumerate(document.sections):
        header = section.header
        if number and header.is_linked_to_previous:
            continue
        if not any(paragraph.text == label.text for paragraph in header.paragraphs):
            header.add_paragraph(label.text)
    if not document.paragraphs or document.paragraphs[0].text != label.text:
        first = document.add_paragraph(label.text)
        document.element.body.insert(0, first._p)
    out = BytesIO()
    document.save(out)
    return ooxml.pack(ooxml.write(ooxml.unpack(out.getvalue()), label.aigc))


def read(content: bytes) -> dict[str, str] | None:
    """The record among the custom properties."""
    return ooxml.read(ooxml.unpack(content))
