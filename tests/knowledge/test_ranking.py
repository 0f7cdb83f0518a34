"""Ranking weighs both arms by their figures, not by their ranks."""

from uuid import UUID

import pytest

from knowledge.ranking import Asked, Found, covered, rank, shared, together

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def order(*found: Found) -> list[UUID]:
    return [each.passage_id for each in rank(found, Asked())]


def test_a_clear_lexical_match_wins_over_a_vague_likeness() -> None:
    assert order(Found(A, 2.0, 0.6, 20.0), Found(B, 14.0, 0.45, 20.0)) == [B, A]


def test_where_words_say_nothing_likeness_decides() -> None:
    assert order(Found(A, 0.0, 0.3, 20.0), Found(B, 0.0, 0.8, 20.0)) == [B, A]


def test_likeness_weighs_more_among_short_passages() -> None:
    def both(length: int) -> list[UUID]:
        return order(Found(A, 9.0, 0.2, 20.0, length), Found(B, 5.0, 0.75, 20.0, length))

    assert both(10) == [B, A]
    assert both(1000) == [A, B]


def test_the_same_words_in_one_run_win_over_the_same_words_apart() -> None:
    asked = Asked("试用期工资", {"试用": 1.0, "工资": 1.0})
    apart, together = (Found(A, 9, 0.5, 20, 200, "", "工资，试用期"), Found(B, 9, 0.5, 20, 200, "", "试用期 工资"))
    assert [each.passage_id for each in rank([apart, together], asked)] == [B, A]


def test_a_question_that_stands_in_the_heading_wins() -> None:
    asked = Asked("年假", {"年假": 1.0})
    plain, headed = (Found(A, 9, 0.5, 20, 200, "考勤", "年假"), Found(B, 9, 0.5, 20, 200, "年假", "年假"))
    assert [each.passage_id for each in rank([plain, headed], asked)] == [B, A]


@pytest.mark.parametrize(("held", "share"), [("abcd", 1.0), ("xbcx", 0.5), ("", 0.0)])
def test_the_longest_run_is_a_share_of_the_question(held: str, share: float) -> None:
    assert shared("abcd", held) == share
    assert shared("", held) == 0.0


def test_single_characters_do_not_count_for_a_heading() -> None:
    assert covered({"年": 1.0, "年假": 1.0, "天数": 1.0}, "年假") == 0.5
    assert covered({"年": 1.0}, "年假") == 0.0


def test_equals_keep_one_order() -> None:
    assert order(Found(C, 1.0, 0.5, 9.0), Found(A, 1.0, 0.5, 9.0), Found(B, 1.0, 0.5, 9.0)) == [A, B, C]


def test_scores_are_shares_of_the_best_possible() -> None:
    best, worst = rank(
        [Found(A, 30.0, 1.0, 20.0, 500, "annual leave", "annual leave"), Found(B, 0.0, -0.2, 20.0, 500)],
        Asked("annual leave", {"annual": 1.0, "leave": 1.0}),
    )
    assert best.score == pytest.approx(1.0)
    assert worst.score == 0.0


def test_nothing_found_is_nothing_ranked() -> None:
    assert rank([], Asked()) == []


def test_only_letters_and_digits_are_compared_folded() -> None:
    assert together("《員工手冊》 ＡＢ_12，第３版\U00020000!") == "员工手册ab12第3版\U00020000"
