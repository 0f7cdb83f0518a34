"""What workbooks hide, and formulas that nobody worked out."""

from __future__ import annotations

import datetime
from pathlib import Path

from openpyxl import Workbook

from knowledge.adapters import xlsx


def book(path: Path) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["项目", "日期", "合计"])
    sheet.append(["差旅", datetime.date(2024, 3, 5), "=SUM(1,2)"])
    sheet["B2"].number_format = "yyyy/m/d"
    hidden = made.create_sheet("旧版")
    hidden["A1"] = "作废"
    hidden.sheet_state = "veryHidden"
    made.save(path)
    return path


def test_dates_read_as_they_are_shown(tmp_path: Path) -> None:
    assert xlsx.read(book(tmp_path / "a.xlsx")).blocks[0].cells[1] == "2024/3/5"


def test_hidden_sheets_and_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    parsed = xlsx.read(book(tmp_path / "a.xlsx"))
    assert "作废" not in "".join(block.text for block in parsed.blocks)
    assert {note.code: note.details for note in parsed.notes} == {
        "sheets_hidden": {"list": "旧版"},
        "formulas_unsolved": {"count": 1},
    }
