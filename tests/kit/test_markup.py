import pytest

from kit.markup import harmless_html


def plain(text: str) -> str:
    return str(harmless_html(text, lambda n: None))


def test_marks_with_something_behind_them_are_drawn():
    html = harmless_html("十天[1]，又[9]。", lambda n: f'<a class="cite" href="/s/{n}">{n}</a>' if n == 1 else None)
    assert '<a class="cite" href="/s/1">1</a>' in html
    assert "[9]" in html


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://example.com/track.png)",
        "<https://example.com>",
        '<a href="javascript:alert(1)">x</a>',
        "<style>*{display:none}</style>",
        "<iframe src=//example.com></iframe>",
        "<svg onload=alert(1)>",
        "`<b onclick=alert(1)>`",
    ],
)
def test_nothing_that_could_act_survives(payload):
    html = plain(f"前{payload}后")
    assert not any(tag in html for tag in ("<script", "<img", "<a ", "<style", "<iframe", "<svg", "<b "))


def test_what_a_caller_draws_is_cleaned_too():
    html = harmless_html("[1]", lambda n: '<a href="javascript:x" onclick="y">1</a>')
    assert "javascript" not in html
    assert "onclick" not in html


def test_tables_lists_and_headings_are_kept():
    html = plain("# 标题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n- 一\n- 二\n")
    assert all(tag in html for tag in ("<h4>", "<table>", "<td>1</td>", "<li>一</li>"))


def test_marks_in_code_stay_as_they_are():
    assert "<code>a[1]</code>" in harmless_html("`a[1]`", lambda n: "<a>1</a>")
