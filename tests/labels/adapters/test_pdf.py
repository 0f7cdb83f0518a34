import ctypes
import json
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from labels.errors import CannotMark
from labels.selectors import record_in
from labels.services import TEXTS, mark_file
from tests.labels.conftest import label_of


def pdf_file() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("Report")
    for page in ("first", "second"):
        canvas.drawString(100, 500, f"The {page} page.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def page_texts(content: bytes) -> list[str]:
    """What another library than the one that wrote finds on the pages."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def test_pypdf_reads_the_record(label):
    marked = PdfReader(BytesIO(mark_file(pdf_file(), kind="pdf", label=label)))
    assert json.loads(marked.metadata["/AIGC"]) == label.aigc


def test_pdfium_reads_the_record(label):
    document = pypdfium2.PdfDocument(mark_file(pdf_file(), kind="pdf", label=label))
    buffer = ctypes.create_string_buffer(4096)
    size = pypdfium2.raw.FPDF_GetMetaText(document, b"AIGC", buffer, len(buffer))
    assert json.loads(buffer.raw[:size].decode("utf-16-le").rstrip("\0")) == label.aigc


@pytest.mark.parametrize("text", TEXTS.values())
def test_every_page_shows_the_sentence_and_keeps_its_own_text(text):
    pages = page_texts(mark_file(pdf_file(), kind="pdf", label=label_of(text=text)))
    for page, own in zip(pages, ("The first page.", "The second page."), strict=True):
        assert text in page
        assert own in page


def test_the_title_stays(label):
    marked = PdfReader(BytesIO(mark_file(pdf_file(), kind="pdf", label=label)))
    assert marked.metadata.title == "Report"


def test_a_second_mark_adds_nothing(label):
    content = pdf_file()
    for _ in range(2):
        content = mark_file(content, kind="pdf", label=label)
    assert [page.count(label.text) for page in page_texts(content)] == [1, 1]
    assert record_in(content, kind="pdf") == label.aigc


def test_a_strangers_record_stays_the_producers(label, stranger):
    foreign = mark_file(pdf_file(), kind="pdf", label=stranger)
    ours = record_in(mark_file(foreign, kind="pdf", label=label), kind="pdf")
    assert ours["ContentProducer"] == stranger.aigc["ContentProducer"]
    assert ours["ContentPropagator"] == label.aigc["ContentPropagator"]


def test_an_encrypted_file_is_refused(label):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_file())))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(CannotMark):
        mark_file(out.getvalue(), kind="pdf", label=label)
