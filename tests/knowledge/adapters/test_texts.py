"""Markdown, HTML, CSV, plain text, and how their bytes become text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from knowledge.adapters import csv, html, markdown, txt
from knowledge.adapters.encodings import decode
from knowledge.parsed import ReadFailed

RULE = "第一条 员工连续工作一年以上的，享受带薪年休假。职工累计工作已满一年不满十年的，年休假五天。\n"
TRADITIONAL = "員工連續工作一年以上的，享有帶薪年休假。累計工作已滿一年不滿十年的，年休假五天。這是說明文件。\n"


def written(tmp_path: Path, data: bytes | str, name: str = "file.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_chinese_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert txt.read(written(tmp_path, (RULE * 3).encode(encoding))).blocks[0].text == RULE.strip()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_latin_text_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    assert decode(("Annual leave is ten days. " * 4).encode(encoding))[0].startswith("Annual leave")


def test_traditional_text_in_big5_is_not_taken_for_gb18030() -> None:
    assert decode((TRADITIONAL * 3).encode("big5"))[0].startswith("員工連續工作")


def test_a_guessed_encoding_is_noted() -> None:
    assert decode((RULE * 3).encode("gb18030"))[1][0].details == {"encoding": "GB18030"}


def test_two_encodings_in_one_file_are_read_line_by_line() -> None:
    text, notes = decode(RULE.encode() * 3 + RULE.encode("gb18030") * 3)
    assert text == RULE * 6
    assert notes[0].code == "mixed_encoding"


def test_a_cut_character_in_the_middle_of_a_file_is_counted() -> None:
    text, notes = decode(RULE.encode() * 40 + "年休假".encode()[:-1] + b"\n" + RULE.encode("gb18030") * 5)
    assert text.startswith(RULE)
    assert notes[0].code == "mixed_encoding"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", ""])
def test_a_web_page_in_gbk_is_read_whatever_it_declares(tmp_path: Path, declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>{RULE * 3}</p></body></html>".encode("gbk")
    assert html.read(written(tmp_path, page)).blocks[0].text.startswith("第一条 员工")


def test_a_declaration_that_does_not_fit_is_not_believed(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{RULE}</p></body></html>'.encode()
    assert html.read(written(tmp_path, page)).blocks[0].text == RULE.strip()


def test_markdown_keeps_headings_lists_tables_and_code(tmp_path: Path) -> None:
    source = (
        "---\ntitle: x\n---\n# Leave\n\nTen **days**\nper year.\n\n1. apply\n2. wait\n\n"
        "| Grade | Days |\n|---|---|\n| P1 | 10 |\n| P2 | 12 |\n\n```\ncode here\n```\n"
    )
    blocks = markdown.read(written(tmp_path, source)).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "Leave"), ("paragraph", "Ten days per year."), ("list_item", "1. apply"), ("list_item", "2. wait"),
        ("table_row", "P1 | 10"), ("table_row", "P2 | 12"), ("code", "code here"),
    ]  # fmt: skip
    assert blocks[-2].header == ("Grade", "Days")
    assert blocks[-2].path == ("Leave",)


def test_navigation_scripts_and_footers_are_left_out(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Help</title><style>p{}</style></head><body><nav>Home Products</nav>"
        "<div class='sidebar'>Other pages</div><main><h1>Reset</h1><p>Press the <b>red</b> key.</p></main>"
        "<script>var x</script><footer class='footer'>Imprint</footer></body></html>"
    )
    parsed = html.read(written(tmp_path, page))
    assert [block.text for block in parsed.blocks] == ["Reset", "Press the red key."]
    assert parsed.title == "Help"


def test_a_page_without_head_and_body_is_read(tmp_path: Path) -> None:
    page = "<!doctype html><title>T</title><nav>menu</nav><main><h1>Leave</h1><p>Ten days.</p></main>"
    parsed = html.read(written(tmp_path, page))
    assert (parsed.title, [block.text for block in parsed.blocks]) == ("T", ["Leave", "Ten days."])


def test_spans_of_an_html_table_are_filled_in(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>City<th>Grade<th>Hotel</tr><tr><td rowspan=2>Beijing<td>P1<td>300</tr>"
        "<tr><td>P2<td>400</tr></table>"
    )
    rows = html.read(written(tmp_path, page)).blocks
    assert rows[-1].cells == ("Beijing", "P2", "400")
    assert rows[-1].header == ("City", "Grade", "Hotel")


def test_a_span_of_a_billion_columns_is_bounded(tmp_path: Path) -> None:
    page = "<table><tr><td colspan=999999999>a<td>b</tr><tr><td>c<td>d</tr></table>"
    assert html.read(written(tmp_path, page)).blocks


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_rows_carry_the_header_and_their_place(tmp_path: Path, delimiter: str) -> None:
    source = "\n".join(delimiter.join(row) for row in [("city", "hotel"), ("Beijing", "500"), ("Chengdu", "380")])
    rows = csv.read(written(tmp_path, source)).blocks
    assert [(row.cells, row.cell) for row in rows] == [(("Beijing", "500"), "A2"), (("Chengdu", "380"), "A3")]
    assert rows[0].header == ("city", "hotel")


def test_chapters_of_plain_text_are_headings(tmp_path: Path) -> None:
    blocks = txt.read(written(tmp_path, "第一章 总则\n\n本制度适用于全体员工。\n")).blocks
    assert (blocks[0].kind, blocks[1].path) == ("heading", ("第一章 总则",))


def test_bytes_of_no_encoding_are_refused() -> None:
    noise = random.Random(7)
    with pytest.raises(ReadFailed, match="encoding"):
        decode(bytes(noise.randrange(0x80, 0xC0) for _ in range(4000)))
