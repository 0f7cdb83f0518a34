"""Old workbooks."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import xlwt

from knowledge.adapters import xls
from knowledge.parsed import ReadFailed


def workbook(path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("标准")
    for column, name in enumerate(("区域", "城市", "金额", "起始日")):
        sheet.write(0, column, name)
    sheet.write_merge(1, 2, 0, 0, "华东")
    for row, (city, amount) in enumerate((("上海", 600), ("杭州", 450.5)), 1):
        sheet.write(row, 1, city)
        sheet.write(row, 2, amount)
        sheet.write(row, 3, datetime.date(2024, 3, 5), xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    hidden = book.add_sheet("旧版")
    hidden.write(0, 0, "作废")
    hidden.visibility = 1
    book.save(str(path))
    return path


def test_rows_have_header_cell_merged_value_and_the_date_as_shown(tmp_path: Path) -> None:
    row = xls.read(workbook(tmp_path / "a.xls")).blocks[1]
    assert (row.cells, row.cell) == (("华东", "杭州", "450.5", "2024年3月5日"), "标准!A3")
    assert row.header == ("区域", "城市", "金额", "起始日")


def test_hidden_sheets_are_left_out_and_named(tmp_path: Path) -> None:
    parsed = xls.read(workbook(tmp_path / "a.xls"))
    assert "作废" not in "".join(block.text for block in parsed.blocks)
    assert [note.says for note in parsed.notes] == ["Hidden sheets were left out: 旧版."]


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ReadFailed, match="damaged"):
        xls.read(path)
