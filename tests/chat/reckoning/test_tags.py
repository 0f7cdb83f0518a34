"""An expression in a sentence becomes formula and result; what went in must be somebody's figure."""

from fractions import Fraction
from time import monotonic

import pytest

from chat.reckoning.errors import NoResult
from chat.reckoning.tags import known, names_expression, worked_out
from kit.figures import Figure, figures


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("实发⟦calc: 10000*30%*120%⟧元。", "实发10000 × 30% × 120% = 3600元。"),
        ("[[calc: 100/3]]元", "100 ÷ 3 ≈ 33.33元"),
        ("【calc：2026-03-01 + 60天】前", "2026年3月1日 + 60天 = 2026年4月30日前"),
        ("⟦calc: 1-(2-3)⟧", "1 − (2 − 3) = 2"),
        ("⟦calc: 12 >= 10⟧", "12 >= 10：是"),
        ("没有算式的句子[1]。", "没有算式的句子[1]。"),
    ],
)
def test_formula_and_result_stand_where_the_expression_stood(sentence: str, shown: str) -> None:
    assert worked_out(sentence, chinese=True).text == shown


def test_the_bare_sentence_has_no_figure_of_the_calculation() -> None:
    worked = worked_out("实发⟦calc: 10000*30%⟧元", chinese=True)
    assert worked.bare == "实发元"
    assert worked.inputs == (Figure(Fraction(10000), ""), Figure(Fraction(30), "percent"))


@pytest.mark.parametrize("sentence", ["⟦calc: 1+", "实发⟦calc: x*2⟧元", "⟦calc: 1⟧⟦calc:", "[[calc: 1/0]]"])
def test_a_broken_expression_has_no_result(sentence: str) -> None:
    assert names_expression(sentence)
    with pytest.raises(NoResult):
        worked_out(sentence, chinese=True)


def test_a_figure_is_known_in_another_spelling() -> None:
    said = figures("发放120%，共十一个月")
    assert known(Figure(Fraction(6, 5), ""), said)
    assert known(Figure(Fraction(11), ""), said)
    assert not known(Figure(Fraction(13), ""), said)


def test_twelve_months_need_no_document_but_a_sum_of_money_does() -> None:
    assert known(Figure(Fraction(12), ""), ())
    assert not known(Figure(Fraction(12), "money"), ())


def test_an_expression_of_blanks_that_is_never_closed_takes_no_time() -> None:
    began = monotonic()
    with pytest.raises(NoResult):
        worked_out("【calc:" + " " * 1000, chinese=True)
    assert monotonic() - began < 1
