from io import BytesIO

from docx import Document

from labels.services import mark_file


def docx_file() -> bytes:
    document = Document()
    document.add_heading("Report", 1)
    document.add_paragraph("The first paragraph.")
    document.add_section()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_shows_the_sentence_first_and_in_every_header_once(label):
    content = docx_file()
    for _ in range(2):
        content = mark_file(content, kind="docx", label=label)
    document = Document(BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == label.text
    assert texts.count(label.text) == 1
    assert "The first paragraph." in texts
    for section in document.sections:
        assert [paragraph.text for paragraph in section.header.paragraphs].count(label.text) == 1
