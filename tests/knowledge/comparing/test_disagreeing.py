"""Which passages disagree, on the invented pairs and in the cases that matter most."""

import pytest

from knowledge.comparing.disagreeing import Side, disagreement
from tests.knowledge.comparing.pairs import PAIRS

TUNED = tuple(pair for at, pair in enumerate(PAIRS) if (at // 2) % 2 == 0)
MEASURED = tuple(pair for at, pair in enumerate(PAIRS) if (at // 2) % 2 == 1)


def found(first: str, second: str, *, here: str = "", there: str = "") -> str:
    said = disagreement(Side(here, first), Side(there, second))
    return said.kind if said else ""


def rates(pairs: tuple[tuple[str, str, str], ...]) -> tuple[float, float]:
    """Precision and recall."""
    got = [(found(first, second), kind) for first, second, kind in pairs]
    hits = sum(bool(said and kind) for said, kind in got)
    return hits / max(sum(bool(said) for said, _ in got), 1), hits / sum(bool(kind) for _, kind in got)


@pytest.mark.parametrize("pairs", [TUNED, MEASURED], ids=["tuned", "measured"])
def test_what_is_shown_is_nearly_always_a_conflict_and_most_conflicts_are_shown(
    pairs: tuple[tuple[str, str, str], ...],
) -> None:
    precision, recall = rates(pairs)
    assert precision >= 0.9
    assert recall >= 0.75


def test_the_order_of_the_two_makes_no_difference() -> None:
    assert [found(first, second) for first, second, _ in PAIRS] == [found(second, first) for first, second, _ in PAIRS]


def test_no_rule_disagrees_with_itself() -> None:
    assert [first for first, _, _ in PAIRS if found(first, first)] == []


def test_two_duties_of_one_sentence_do_not_oppose_each_other() -> None:
    rule = "年休假应在当年十二月三十一日前休完,经主管批准可延至次年二月底。"
    assert found(rule, rule) == ""


def test_rules_of_two_cities_do_not_meet_even_where_only_the_documents_name_them() -> None:
    rule, other = "住宿标准为每晚600元。", "住宿标准为每晚500元。"
    assert found(rule, other) == "number"
    assert found(rule, other, here="北京员工手册", there="上海员工手册") == ""


def test_models_are_kept_apart_by_their_codes() -> None:
    assert found("整机保修两年。", "整机保修三年。", here="X200 说明书", there="X300 说明书") == ""


def test_both_sentences_are_given_word_for_word() -> None:
    said = disagreement(Side("", "总则。婚假为十天。其他另议。"), Side("", "另有说明。婚假为13天。"))
    assert said is not None
    assert (said.first, said.second) == ("婚假为十天。", "婚假为13天。")


def test_one_kind_of_leave_ties_two_rules_that_are_written_differently() -> None:
    rule = "员工正常产假为 90 天,其中产前假 15 天。"
    assert found(rule, "女职工生育享受98天产假,其中产前可以休假15天。") == "number"


def test_what_a_document_says_of_itself_is_no_conflict() -> None:
    assert found("本制度自2024年1月1日起施行。", "本制度自2026年1月1日起施行。") == ""
