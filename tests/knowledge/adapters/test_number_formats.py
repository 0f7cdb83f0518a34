"""Cells as they are shown."""

from __future__ import annotations

import datetime

import pytest

from knowledge.adapters.number_formats import shown

NOON = datetime.datetime(2024, 3, 5, 14, 7)  # noqa: DTZ001  (sheets know no zones)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('yyyy"年"m"月"d"日"', "2024年3月5日"),
        ("yyyy/m/d", "2024/3/5"),
        ("[$-804]yyyy\\-mm\\-dd", "2024-03-05"),
        ("yyyy-mm-dd hh:mm", "2024-03-05 14:07"),
        ("h:mm AM/PM", "2:07 PM"),
        ("d-mmm-yy", "5-Mar-24"),
        ("aaaa", "星期二"),
        ("mm-dd-yy", "2024-03-05 14:07"),
        ("General", "2024-03-05 14:07"),
        ("0.00", "2024-03-05 14:07"),
    ],
)
def test_a_date_reads_as_its_format_shows_it(code: str, text: str) -> None:
    assert shown(NOON, code) == text


def test_a_day_without_a_time_is_a_date() -> None:
    assert shown(datetime.datetime(2024, 3, 5), "General") == "2024-03-05"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [(0.125, "0.0%", "12.5%"), (7, "0000", "0007"), (3.0, "General", "3"), (True, "", "TRUE"), (None, "", "")],
)
def test_numbers_read_as_their_cells_show_them(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text
