"""What of a web page is its text, and what its headings are."""

import pytest

from knowledge.adapters.html import parse
from knowledge.parsed import ReadFailed

PAGE = "<html><head><title>Returns</title></head><body>{}</body></html>"


def test_a_page_without_headings_stands_under_its_title() -> None:
    heading, text = parse(PAGE.format("<p>Within 30 days.</p>")).blocks
    assert (heading.kind, heading.level, heading.text) == ("heading", 1, "Returns")
    assert text.path == ("Returns",)


def test_a_page_with_headings_keeps_them_and_its_title_apart() -> None:
    found = parse(PAGE.format("<h1>How to return</h1><p>Within 30 days.</p>"))
    assert [block.text for block in found.blocks] == ["How to return", "Within 30 days."]
    assert found.title == "Returns"


def test_a_title_alone_is_no_text() -> None:
    with pytest.raises(ReadFailed, match="no_text"):
        parse(PAGE.format("<nav>Home</nav>"))
