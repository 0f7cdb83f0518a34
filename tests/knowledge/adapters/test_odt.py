"""Text documents of LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.adapters import odt
from knowledge.parsed import ReadFailed
from tests.knowledge import files

HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:text>"
)
FOOT = "</office:text></office:body></office:document-content>"
BODY = (
    "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
    '<text:h text:outline-level="1">年假</text:h><text:p>十天<text:note><text:note-body><text:p>按月折算</text:p>'
    "</text:note-body></text:note>。</text:p><text:list><text:list-item><text:p>一项</text:p></text:list-item></text:list>"
    "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>区</text:p></table:table-cell>"
    "<table:table-cell><text:p>市</text:p></table:table-cell></table:table-row></table:table-header-rows>"
    '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>华东</text:p></table:table-cell>'
    "<table:table-cell><text:p>上海</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
    "<table:table-cell><text:p>杭州</text:p></table:table-cell></table:table-row></table:table>"
)


def made(tmp_path: Path, body: str, manifest: str = "<m/>") -> Path:
    return files.archive(tmp_path / "a.odt", {"content.xml": HEAD + body + FOOT, "META-INF/manifest.xml": manifest})


def test_headings_notes_lists_and_merged_rows_are_read(tmp_path: Path) -> None:
    blocks = odt.read(made(tmp_path, BODY)).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "年假"),
        ("paragraph", "十天。"),
        ("paragraph", "按月折算"),
        ("list_item", "一项"),
        ("table_row", "华东 | 上海"),
        ("table_row", "华东 | 杭州"),
    ]
    assert blocks[-1].header == ("区", "市")


def test_a_locked_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="encrypted"):
        odt.read(made(tmp_path, BODY, "<m><encryption-data/></m>"))


def test_entities_are_refused(tmp_path: Path) -> None:
    path = files.archive(tmp_path / "a.odt", {"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD + FOOT})
    with pytest.raises(ReadFailed, match="bomb"):
        odt.read(path)


def test_sections_nested_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="bomb"):
        odt.read(made(tmp_path, "<text:section>" * 200 + "</text:section>" * 200))
