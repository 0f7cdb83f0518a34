"""Bars are laid out within their picture, whatever is asked of them."""

from datetime import date, timedelta

from console.outputs.charts import HEIGHT, WIDTH, chart_of
from desk.types import Share


def shares(*parts: tuple[int, int]) -> list[Share]:
    first = date(2026, 11, 1)
    return [
        Share(day=first + timedelta(days=at), asked=asked, unanswered=missed)
        for at, (asked, missed) in enumerate(parts)
    ]


def test_a_full_bar_is_as_high_as_its_picture_allows_and_an_empty_one_has_no_height() -> None:
    full, none = chart_of(shares((4, 4), (4, 0))).bars
    assert float(full.y) + float(full.height) == float(none.y)
    assert float(none.height) == 0
    assert float(full.height) > HEIGHT / 2


def test_bars_stay_inside_and_only_some_are_labelled() -> None:
    chart = chart_of(shares(*[(1, 1)] * 90))
    assert all(float(bar.x) >= 0 and float(bar.x) + float(bar.width) <= WIDTH for bar in chart.bars)
    assert 0 < sum(bar.label for bar in chart.bars) <= 8


def test_no_days_no_bars() -> None:
    assert chart_of([]).bars == ()
