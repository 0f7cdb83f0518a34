"""RTF: code pages, escapes, tables, notes, and what is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.adapters import rtf
from knowledge.parsed import Block, ReadFailed


def blocks(tmp_path: Path, body: str) -> tuple[Block, ...]:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg936 " + body.encode("ascii") + b"}")
    return rtf.read(path).blocks


def escaped(text: str, codec: str = "gb18030") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


def test_bytes_of_the_chinese_code_page_are_read(tmp_path: Path) -> None:
    assert blocks(tmp_path, escaped("年假十天。") + "\\par")[0].text == "年假十天。"


def test_unicode_escapes_replace_what_stands_in_for_them(tmp_path: Path) -> None:
    body = "".join(f"\\u{ord(sign) - 65536 if ord(sign) > 32767 else ord(sign)}?" for sign in "年假") + "\\par"
    assert blocks(tmp_path, body)[0].text == "年假"
    assert blocks(tmp_path, "\\uc2\\u24180" + escaped("年") + "x\\par")[0].text == "年x"


def test_a_font_brings_its_own_code_page(tmp_path: Path) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset136 MingLiU;}}"
    body = fonts + "\\f0 " + escaped("简") + "\\f1 " + escaped("繁體", "big5") + "\\par"
    assert blocks(tmp_path, body)[0].text == "简繁體"


def test_cells_and_rows_become_a_table(tmp_path: Path) -> None:
    row = "\\trowd\\intbl {}\\cell {}\\cell\\row"
    body = row.format("City", "Rate") + row.format("Rome", "600") + row.format("Bonn", "450") + "\\pard After.\\par"
    found = blocks(tmp_path, body)
    assert (found[0].header, found[0].cells, found[-1].text) == (("City", "Rate"), ("Rome", "600"), "After.")


def test_a_note_follows_its_paragraph(tmp_path: Path) -> None:
    found = blocks(tmp_path, "Ten days{\\footnote Pro rata.} a year.\\par")
    assert [block.text for block in found] == ["Ten days a year.", "Pro rata."]


def test_outline_levels_are_headings(tmp_path: Path) -> None:
    found = blocks(tmp_path, "\\outlinelevel0 Leave\\par\\pard Ten days.\\par")
    assert (found[0].kind, found[1].path) == ("heading", ("Leave",))


@pytest.mark.parametrize(
    "body",
    [
        "{\\info{\\title x}}",
        "{\\header x}",
        "{\\pict 89504e47}",
        "{\\*\\unknown x}",
        "{\\v x}",
        "{\\deleted x}",
        "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt }}",
        "{\\bin3 }}}",
    ],
)
def test_what_no_reader_sees_is_left_out(tmp_path: Path, body: str) -> None:
    assert [block.text for block in blocks(tmp_path, body + "Seen.\\par")] == ["Seen."]


def test_groups_nested_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="bomb"):
        blocks(tmp_path, "{" * 100_000)
