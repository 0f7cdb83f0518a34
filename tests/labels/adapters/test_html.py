import json

import pytest
from lxml import html as lxml_html

from labels.selectors import record_in
from labels.services import mark_file

HTML = "<!doctype html>\r\n<html><head><title>T</title></head>\n<body class='x'><h1>标题</h1></body></html>".encode()


def metas(content: bytes) -> list[str]:
    """What an independent HTML reader finds."""
    return lxml_html.document_fromstring(content).xpath("//meta[@name='AIGC']/@content")


def test_lxml_reads_the_record_of_a_page(label):
    (value,) = metas(mark_file(HTML, kind="html", label=label))
    assert json.loads(value) == label.aigc


def test_a_page_shows_the_sentence_before_its_text(label):
    tree = lxml_html.document_fromstring(mark_file(HTML, kind="html", label=label).decode())
    assert tree.xpath("string(//body/*[1])") == label.text
    assert tree.xpath("string(//h1)") == "标题"


def test_a_page_in_another_encoding_keeps_its_bytes(label):
    content = "<html><head></head><body>标题</body></html>".encode("gb18030")
    marked = mark_file(content, kind="html", label=label)
    assert "标题".encode("gb18030") in marked
    assert label.text in lxml_html.document_fromstring(marked.decode("gb18030")).text_content()


def test_a_fragment_without_head_and_body_is_marked_too(label):
    marked = mark_file(b"<p>text</p>", kind="html", label=label)
    assert json.loads(metas(marked)[0]) == label.aigc
    assert label.text in lxml_html.document_fromstring(marked).text_content()


@pytest.mark.parametrize("line", ["<meta name=AIGC content='{}'>", '<META NAME="aigc" CONTENT="{}"/>'])
def test_a_page_has_one_record_afterwards(label, stranger, line):
    wrapped = json.dumps({"AIGC": stranger.aigc}).replace('"', "&quot;")
    content = HTML.replace(b"<title>", line.format(wrapped).encode() * 2 + b"<title>")
    marked = mark_file(content, kind="html", label=label)
    (value,) = metas(marked)
    assert json.loads(value)["ContentProducer"] == stranger.aigc["ContentProducer"]
    assert json.loads(value)["ContentPropagator"] == label.aigc["ContentPropagator"]


def test_a_record_that_is_none_is_not_believed(label):
    content = HTML.replace(b"<title>", b"<meta name='AIGC' content='{\"Label\": 1}'><title>")
    assert record_in(content, kind="html") is None
    assert len(metas(mark_file(content, kind="html", label=label))) == 1
