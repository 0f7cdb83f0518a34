"""Rates are counted per label and category; a line that is no row is named."""

from io import StringIO

import pytest

from moderation.evaluation import Report, Row, RowInvalid, evaluate, rows
from tests.moderation.screens import screen


def row(text: str, label: str, category: str = "c") -> Row:
    return Row(text=text, label=label, category=category)


def test_masked_texts_are_not_flagged() -> None:
    report = evaluate([row("甲乙", "harmful"), row("13800138001", "harmful"), row("好", "benign")], screen())
    plain = report.plain()
    assert (plain["n"], plain["harmful_flagged"], plain["benign_flagged"]) == (3, 0.5, 0.0)
    assert plain["by_category"] == {"c": {"n": 3, "flagged": 0.3333}}


def test_an_empty_file_has_rates_of_zero() -> None:
    assert Report().plain() == {
        "n": 0,
        "harmful_flagged": 0.0,
        "benign_flagged": 0.0,
        "by_category": {},
        "chars_per_s": 0,
    }


def test_empty_lines_are_skipped_and_a_category_may_be_missing() -> None:
    held = list(rows(StringIO('\n{"text": "x", "label": "benign", "category": null}\n')))
    assert held == [row("x", "benign", "")]


def test_an_unknown_label_is_named_with_its_line() -> None:
    with pytest.raises(RowInvalid, match="line 1"):
        list(rows(StringIO('{"text": "x", "label": "fine"}')))
