"""An answer's text becomes HTML that can do nothing but show it and lead to its sources."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.turn import Citation
from console.outputs.answers import answer_html

ID = UUID("01890000-0000-7000-8000-000000000001")
SOURCE = Citation(
    n=1, passage_id=ID, document_id=ID, version_id=ID, document='"><b>a.pdf', version=1, page=3, cell=None, quote="q"
)


def test_a_number_with_a_source_is_a_link_to_its_page() -> None:
    html = answer_html("Ten days[1].", (SOURCE,))
    assert f'href="/documents/{ID}/?version={ID}&amp;passage={ID}&amp;page=3"' in html
    assert 'data-cite="1"' in html
    assert "<b>" not in html


def test_a_number_without_a_source_stays_text() -> None:
    assert answer_html("Ten days[2].", (SOURCE,)) == "<p>Ten days[2].</p>\n"


def test_lists_tables_and_emphasis_are_drawn() -> None:
    html = answer_html("# Head\n\n- **one**\n\n| a | b |\n|---|---|\n| 1 | 2[1] |", (SOURCE,))
    assert all(tag in html for tag in ("<h4>", "<li>", "<strong>", "<td>"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[go](javascript:alert(1))",
        "![x](http://elsewhere.example/x.png)",
        "<http://elsewhere.example>",
        "<a href='http://elsewhere.example'>x</a>",
        "[1](http://elsewhere.example)",
    ],
)
def test_nothing_a_model_writes_can_run_or_lead_elsewhere(text: str) -> None:
    html = answer_html(text, (SOURCE,))
    assert "<script" not in html
    assert "<img" not in html
    assert all(address.startswith("/documents/") for address in re.findall(r"<a [^>]*href=.([^'\"]*)", html))


@given(st.text(alphabet=st.sampled_from("<>&\"'[]()1!#*`|- \na:/"), max_size=60))
def test_any_text_gives_only_known_tags(text: str) -> None:
    html = answer_html(text, (SOURCE,))
    assert "<script" not in html
    assert "onerror" not in html
