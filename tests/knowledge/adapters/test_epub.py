"""Books."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.adapters import epub
from knowledge.parsed import ReadFailed
from tests.knowledge import files

CONTAINER = '<container xmlns="urn:c"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    "<dc:title>手册</dc:title></metadata><manifest>"
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
)


def book(tmp_path: Path, folder: str = "", **more: str) -> Path:
    parts = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/a.opf": PACKAGE,
        "OEBPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
        "OEBPS/one.xhtml": "<html><body><h1>第一章</h1><p>年假十天。</p></body></html>",
        "OEBPS/two.xhtml": "<html><body><h1>第二章</h1><p>病假。</p></body></html>",
        **more,
    }
    return files.archive(tmp_path / "a.epub", {folder + name: text for name, text in parts.items()})


@pytest.mark.parametrize("folder", ["", "book/"])
def test_chapters_come_in_the_order_of_the_spine(tmp_path: Path, folder: str) -> None:
    parsed = epub.read(book(tmp_path, folder))
    assert [block.text for block in parsed.blocks] == ["第一章", "年假十天。", "第二章", "病假。"]
    assert (parsed.title, parsed.blocks[1].path) == ("手册", ("第一章",))


def test_a_locked_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="encrypted"):
        epub.read(book(tmp_path, **{"META-INF/encryption.xml": "<encryption>aes256-cbc</encryption>"}))


def test_a_chapter_that_climbs_out_of_the_book_is_left_out(tmp_path: Path) -> None:
    package = PACKAGE.replace("one.xhtml", "../../../../etc/passwd")
    assert [b.text for b in epub.read(book(tmp_path, **{"OEBPS/a.opf": package})).blocks] == ["第二章", "病假。"]
