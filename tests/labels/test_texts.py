import json

import pytest
import yaml
from lxml import html as lxml_html

from labels.selectors import record_in
from labels.services import mark_file

HTML = "<!doctype html>\r\n<html><head><title>T</title></head>\n<body class='x'><h1>标题</h1></body></html>".encode()
MARKDOWN = b"---\ntitle: Report\ntags: [a, b]\n---\n\n# Heading\n\nText.\n"


def metas(content: bytes) -> list[str]:
    """What an independent HTML reader finds."""
    return lxml_html.document_fromstring(content).xpath("//meta[@name='AIGC']/@content")


def front(content: bytes) -> dict:
    """What an independent YAML reader finds."""
    return yaml.safe_load(content.decode().split("---\n")[1])


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


def test_yaml_reads_the_record_of_a_markdown_file(label):
    found = front(mark_file(MARKDOWN, kind="md", label=label))
    assert found == {"title": "Report", "tags": ["a", "b"], "AIGC": label.aigc}


def test_a_markdown_file_without_front_matter_gets_one(label):
    marked = mark_file(b"# Heading\n", kind="md", label=label)
    assert front(marked) == {"AIGC": label.aigc}
    assert marked.decode().endswith(f"> {label.text}\n\n# Heading\n")


def test_a_record_written_as_indented_lines_is_understood(label, stranger):
    block = "".join(f'  {key}: "{value}"\n' for key, value in stranger.aigc.items())
    content = f"---\nAIGC:\n{block}title: T\n---\nText\n".encode()
    assert record_in(content, kind="md") == stranger.aigc
    found = front(mark_file(content, kind="md", label=label))
    assert found["title"] == "T"
    assert found["AIGC"]["ContentProducer"] == stranger.aigc["ContentProducer"]


def test_a_rule_in_the_text_is_not_front_matter(label):
    marked = mark_file(b"Text\n\n---\n\nMore\n", kind="md", label=label)
    assert marked.decode().endswith("Text\n\n---\n\nMore\n")


def test_a_text_file_begins_with_the_sentence(label):
    marked = mark_file("正文".encode(), kind="txt", label=label)
    assert marked.decode() == f"{label.text}\n\n正文"


def test_a_byte_order_mark_stays_in_front(label):
    assert mark_file("正文".encode("utf-8-sig"), kind="txt", label=label).decode("utf-8-sig").startswith(label.text)


@pytest.mark.parametrize(("kind", "content"), [("html", HTML), ("md", MARKDOWN), ("txt", b"text")])
def test_a_second_mark_adds_nothing(label, kind, content):
    once = mark_file(content, kind=kind, label=label)
    assert mark_file(once, kind=kind, label=label) == once


@pytest.mark.parametrize("kind", ["html", "md", "txt"])
def test_a_file_without_record_has_none(kind):
    assert record_in(b"just text", kind=kind) is None


def test_a_record_that_is_none_is_not_believed(label):
    content = HTML.replace(b"<title>", b"<meta name='AIGC' content='{\"Label\": 1}'><title>")
    assert record_in(content, kind="html") is None
    assert len(metas(mark_file(content, kind="html", label=label))) == 1
