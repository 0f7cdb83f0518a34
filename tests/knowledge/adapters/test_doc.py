"""Old Word files: headings, tables, fields and lists, without another program."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from knowledge.adapters import doc, docx
from knowledge.parsed import ReadFailed
from tests.knowledge import ole

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "documents"


def written(tmp_path: Path, *paragraphs: tuple[str, int, bytes], **more: bytes) -> Path:
    path = tmp_path / "a.doc"
    path.write_bytes(ole.word(paragraphs, **more))  # type: ignore[arg-type]
    return path


def test_headings_by_style_become_the_path(tmp_path: Path) -> None:
    path = written(tmp_path, ("考勤\r", 1, b""), ("迟到扣款二十元。\r", 0, b""))
    blocks = doc.read(path).blocks
    assert [(block.kind, block.text, block.path) for block in blocks] == [
        ("heading", "考勤", ()),
        ("paragraph", "迟到扣款二十元。", ("考勤",)),
    ]


def test_cells_and_rows_become_a_table_with_its_header(tmp_path: Path) -> None:
    cells = [(f"{text}\x07", 0, ole.IN_TABLE) for text in ("城市", "标准")]
    body = [(f"{text}\x07", 0, ole.IN_TABLE) for text in ("上海", "600")]
    end = ("\x07", 0, ole.IN_TABLE + ole.ROW_END)
    row = doc.read(written(tmp_path, *cells, end, *body, end, *body, end)).blocks[0]
    assert (row.header, row.cells) == (("城市", "标准"), ("上海", "600"))


def test_a_cell_that_goes_on_downwards_is_repeated(tmp_path: Path) -> None:
    def end(merge: int) -> tuple[str, int, bytes]:
        cells = struct.pack("<H18x", merge << 5) + struct.pack("<H18x", 0)
        layout = bytes([2]) + struct.pack("<3h", 0, 2000, 4000) + cells
        definition = b"\x08\xd6" + struct.pack("<H", len(layout) + 1) + layout
        return "\x07", 0, ole.IN_TABLE + ole.ROW_END + definition

    def cell(text: str) -> tuple[str, int, bytes]:
        return f"{text}\x07", 0, ole.IN_TABLE

    path = written(tmp_path, cell("华东"), cell("上海"), end(3), cell(""), cell("杭州"), end(1))
    assert [block.cells for block in doc.read(path).blocks][-1] == ("华东", "杭州")


def test_the_result_of_a_field_is_read_and_its_code_is_not(tmp_path: Path) -> None:
    path = written(tmp_path, ("见\x13 HYPERLINK x \x14附件一\x15。\r", 0, b""))
    assert doc.read(path).blocks[0].text == "见附件一。"


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, ("\x13 TOC \\o \x14第一章 总则 3\r", 0, b""), ("\x15\r", 0, b""), ("正文。\r", 0, b""))
    assert [block.text for block in doc.read(path).blocks] == ["正文。"]


def test_numbers_of_lists_are_written_out(tmp_path: Path) -> None:
    lists = struct.pack("<H", 1) + struct.pack("<iI18xBB", 7, 0, 1, 0)
    pattern = "第\x00条"
    level = struct.pack("<iB", 1, 37) + bytes(19) + bytes([0, 0, 0, 0])
    level += struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")
    uses = struct.pack("<I", 1) + struct.pack("<i12x", 7)
    use = b"\x0b\x46\x01\x00"
    path = written(tmp_path, ("目的\r", 0, use), ("范围\r", 0, use), lists=lists, uses=uses, levels=level)
    assert [block.text for block in doc.read(path).blocks] == ["第一条 目的", "第二条 范围"]


def test_lines_of_chapters_are_headings_where_no_style_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, ("第一章 总则\r", 0, b""), ("适用于全体员工。\r", 0, b""))
    assert doc.read(path).blocks[1].path == ("第一章 总则",)


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="encrypted"):
        doc.read(written(tmp_path, ("x\r", 0, b""), flags=0x0100))  # type: ignore[arg-type]


def test_a_file_older_than_word_97_says_how_to_save_it(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed) as caught:
        doc.read(written(tmp_path, ("x\r", 0, b""), version=0x65))  # type: ignore[arg-type]
    assert "pick DOCX" in caught.value.says


@pytest.mark.parametrize("name", ["restricted/zh_公司员工手册完整版", "restricted/zh_培训机构员工手册"])
def test_a_real_handbook_reads_as_it_does_after_conversion(name: str) -> None:
    old, new = SAMPLES / f"{name}.doc", SAMPLES / f"{name.replace('restricted', 'derived')}.docx"
    if not old.exists():
        pytest.skip("needs ../shared/data/documents")

    def letters(blocks: object) -> set[str]:
        return {block.text for block in blocks}  # type: ignore[attr-defined]

    converted = letters(docx.read(new).blocks)
    assert len(converted & letters(doc.read(old).blocks)) >= 0.95 * len(converted)
