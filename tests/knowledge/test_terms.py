"""Terms are the same for what means the same to a reader: width, case, script and plural make no difference."""

import pytest

from knowledge.terms import SPACE, as_sparsevec, dimension, passage_vector, question_vector, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("員工編號", "员工编号"),
        ("ＡＢＣ１２", "abc12"),
        ("Policies", "policy"),
        ("boxes", "box"),
        ("company's", "company"),
    ],
)
def test_spellings_of_one_thing_give_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_chinese_gives_characters_and_pairs_that_do_not_cross_punctuation() -> None:
    assert set(terms("年假，十天")) == {"年", "假", "年假", "十", "天", "十天"}


def test_words_that_only_look_plural_stay() -> None:
    assert set(terms("class status analysis gas")) == {"class", "status", "analysis", "gas"}


def test_dimensions_fit_a_sparse_vector() -> None:
    assert all(1 <= dimension(term) <= SPACE for term in terms("第四十条 A-1 policy 员工"))


def test_a_term_that_stands_more_often_weighs_more_but_less_than_in_proportion() -> None:
    once = passage_vector(terms("alpha beta"), average=4)[dimension("alpha")]
    thrice = passage_vector(terms("alpha alpha alpha beta"), average=4)[dimension("alpha")]
    assert once < thrice < 3 * once


def test_a_longer_passage_gives_less_weight_to_the_same_term() -> None:
    short = passage_vector(terms("alpha beta"), average=4)[dimension("alpha")]
    long = passage_vector(terms("alpha " + "beta gamma delta " * 9), average=4)[dimension("alpha")]
    assert long < short


def test_the_text_form_is_sorted_as_the_database_wants_it() -> None:
    assert as_sparsevec({7: 0.5, 3: 1.25}) == f"{{3:1.2500,7:0.5000}}/{SPACE}"


def test_a_question_without_letters_has_no_terms() -> None:
    assert question_vector("？！ …") == {}
