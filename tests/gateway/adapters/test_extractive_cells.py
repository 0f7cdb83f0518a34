"""Sums and differences are named from the cells that the question means, or not at all."""

from dataclasses import dataclass
from time import monotonic

import pytest

from gateway.adapters.extractive_cells import cells, find_difference, find_total


@dataclass(frozen=True)
class Passage:
    text: str
    document: str = "表.xlsx"
    path: str = ""
    score: float = 0.6


LEVELS = Passage("级别 | 住宿标准 | 餐补\n经理 | 500 | 80\n员工 | 300 | 60")
CUPS = Passage("Team | City | Cups\nOwls | Rome | 1\nLarks | Oslo | 2\nWrens | Bonn | 13")
PLANS = Passage("Each month you pay:\nEmployee-only plan: $96.05\nEmployee-partner plan: $197.27\nFamily plan: $287.65")
YEARS = Passage("In millions | 2023 | 2022\nSales | 900 | 850\nProfit | 90 | -5")


def test_every_labelled_figure_is_a_cell() -> None:
    found = {(cell.label, cell.column, cell.value) for cell in cells([LEVELS])}
    assert ("经理", "住宿标准", "500") in found
    assert ("员工", "餐补", "60") in found
    assert [cell.value for cell in cells([PLANS])] == ["96.05", "197.27", "287.65"]


@pytest.mark.parametrize(
    ("question", "passage", "expression"),
    [
        ("How much more does the family plan cost than employee-only?", PLANS, "287.65 - 96.05"),
        ("By how much did sales grow from 2022 to 2023?", YEARS, "900 - 850"),
        ("By how much did profit rise from 2022 to 2023?", YEARS, "90 - (-5)"),
        ("经理的住宿标准比员工的住宿标准高多少？", LEVELS, "500 - 300"),
    ],
)
def test_a_comparison_is_the_difference_of_its_two_cells(question: str, passage: Passage, expression: str) -> None:
    assert find_difference(question, [passage]) == (expression, (1,))


@pytest.mark.parametrize(
    "question",
    [
        "How much more does the gym cost than the pool?",
        "By how much did wages grow from 2022 to 2023?",
        "经理住宿标准多少？",
        "",
    ],
)
def test_what_names_no_two_cells_has_no_difference(question: str) -> None:
    assert find_difference(question, [PLANS, YEARS, LEVELS]) is None


def test_a_total_is_the_sum_of_the_column_that_is_named() -> None:
    assert find_total("What is the total number of cups of the teams?", [CUPS]) == ("1 + 2 + 13", (1,))


def test_a_table_that_says_its_total_needs_no_sum() -> None:
    said = Passage(CUPS.text + "\nTotal | | 16")
    assert find_total("What is the total number of cups?", [said]) is None


def test_a_year_alone_names_no_column() -> None:
    assert find_total("What was the total in 2023?", [YEARS]) is None


@pytest.mark.parametrize("question", ["比" * 1000, "和" * 1000])
def test_a_question_made_to_be_ambiguous_is_read_at_once(question: str) -> None:
    began = monotonic()
    assert find_difference(f"{question}相差多少", [LEVELS]) is None
    assert monotonic() - began < 2
