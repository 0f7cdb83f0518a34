"""Terms are the same for what means the same to a reader: width, case, script and plural make no difference."""

import pytest

from knowledge.terms import FORM, SPACE, as_sparsevec, dimension, passage_vector, question_terms, question_vector, terms


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
    assert question_terms("？！ …") == {}


def test_an_article_is_one_term_however_its_number_is_written() -> None:
    assert "第54条" in terms("《社会保险法》第五十四条")
    assert "第54条" in terms("第 ５４ 条")
    assert "第120条之一" in terms("第一百二十条之一")
    assert "第1条" in terms("第一条")


def test_a_word_of_letters_and_digits_is_found_by_its_parts() -> None:
    assert set(terms("FY2015")) == {"fy2015", "fy", "2015"}
    assert set(terms("2015")) == {"2015"}


def test_what_only_gives_a_question_its_form_weighs_little() -> None:
    weights = question_terms("请问年假怎么算？")
    assert weights["年假"] == 1.0
    assert weights["怎么"] == weights["请问"] == FORM
    assert question_terms("What is the notice period?")["what"] == FORM


def test_repeating_a_word_does_not_make_it_decide() -> None:
    assert question_terms("leave leave leave leave")["leave"] == 2
    assert question_vector({"leave": 2.0}) == {dimension("leave"): 2.0}
