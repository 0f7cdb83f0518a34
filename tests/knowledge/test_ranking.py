"""Ranking weighs both arms by their figures, not by their ranks."""

from uuid import UUID

from knowledge.ranking import Found, rank

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def order(*found: Found) -> list[UUID]:
    return [each.passage_id for each in rank(found)]


def test_a_clear_lexical_match_wins_over_a_vague_likeness() -> None:
    assert order(Found(A, 2.0, 0.6, 20.0), Found(B, 14.0, 0.45, 20.0)) == [B, A]


def test_where_words_say_nothing_likeness_decides() -> None:
    assert order(Found(A, 0.0, 0.3, 20.0), Found(B, 0.0, 0.8, 20.0)) == [B, A]


def test_equals_keep_one_order() -> None:
    assert order(Found(C, 1.0, 0.5, 9.0), Found(A, 1.0, 0.5, 9.0), Found(B, 1.0, 0.5, 9.0)) == [A, B, C]


def test_scores_are_shares_of_the_best_possible() -> None:
    best, worst = rank([Found(A, 30.0, 1.0, 20.0), Found(B, 0.0, -0.2, 20.0)])
    assert (best.score, worst.score) == (1.0, 0.0)


def test_nothing_found_is_nothing_ranked() -> None:
    assert rank([]) == []
