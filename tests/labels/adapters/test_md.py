import yaml

from labels.selectors import record_in
from labels.services import mark_file

MARKDOWN = b"---\ntitle: Report\ntags: [a, b]\n---\n\n# Heading\n\nText.\n"


def front(content: bytes) -> dict:
    """What an independent YAML reader finds."""
    return yaml.safe_load(content.decode().split("---\n")[1])


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
