"""Where the tables of a sheet begin and end."""

from __future__ import annotations

from knowledge.adapters.sheets import Row, sheet_blocks

ROWS: list[Row] = [(1, ["差旅标准"]), (2, ["城市", "金额"]), (3, ["上海", "600"]), (7, ["注"]), (8, ["含税"])]


def test_a_row_knows_its_header_its_caption_and_its_cell() -> None:
    row = list(sheet_blocks("标准", [(n, list(c)) for n, c in ROWS], [], 1))[1]
    assert (row.header, row.cells, row.path, row.cell) == (
        ("城市", "金额"),
        ("上海", "600"),
        ("标准", "差旅标准"),
        "标准!A3",
    )


def test_an_empty_stretch_ends_a_table() -> None:
    assert {block.table for block in sheet_blocks("标准", [(n, list(c)) for n, c in ROWS], [], 5)} >= {5}
    assert [block.text for block in sheet_blocks("S", [(n, list(c)) for n, c in ROWS[3:]], [], 1)] == ["注", "含税"]


def test_a_cell_merged_over_a_million_rows_costs_only_those_that_are_there() -> None:
    rows = [(1, ["区域", "城市"]), (2, ["华东", "上海"]), (3, ["", "杭州"])]
    found = list(sheet_blocks("S", rows, [(1, 2, 1, 1_048_576)], 1))
    assert found[-1].cells == ("华东", "杭州")
