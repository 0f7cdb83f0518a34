"""What a clause claims, and under which conditions."""

from fractions import Fraction

from knowledge.comparing.claims import MOST, claims


def test_the_figure_of_a_condition_is_not_what_the_clause_says() -> None:
    [claim] = claims("工作满十年不满二十年的,年休假为12天。")
    assert [each.value for each in claim.said] == [12]
    assert {each.value for each in claim.given} == {10, 20}


def test_a_limit_is_said_and_no_condition() -> None:
    [claim] = claims("住宿费不超过500元。")
    assert [(each.value, each.unit) for each in claim.said] == [(Fraction(500), "money")]


def test_the_number_of_a_list_item_is_no_figure() -> None:
    [claim] = claims("3、婚假为十天。")
    assert [each.value for each in claim.said] == [10]


def test_a_sentence_without_figure_and_duty_claims_nothing() -> None:
    assert claims("公司重视员工的成长。") == ()


def test_a_long_table_is_read_in_part() -> None:
    assert len(claims("规定一为3天。" * 100)) == MOST
