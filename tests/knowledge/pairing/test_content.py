"""What a pair says is cleaned and bounded before it is kept."""

import pytest

from kit.errors import Invalid
from knowledge.pairing.content import content_of, folded


def test_a_phrasing_that_is_there_twice_is_kept_once() -> None:
    assert content_of(["年假有几天？", " 年假  有几天 ", "假期"], "十天。").questions == ("年假有几天？", "假期")


def test_form_case_and_punctuation_make_no_difference() -> None:
    assert folded("ＶＰＮ 怎麼連？") == folded("vpn怎么连")


def test_control_characters_go_and_lines_stay() -> None:
    assert content_of(["q"], "a\x00b\r\nc").answer == "ab\nc"


def test_the_digest_names_the_text() -> None:
    assert content_of(["q"], "a").sha256 != content_of(["q"], "b").sha256


@pytest.mark.parametrize("questions", [[], ["。"], ["q" * 401], [f"q{n}" for n in range(51)]])
def test_too_few_too_many_and_too_long_questions_are_refused(questions: list[str]) -> None:
    with pytest.raises(Invalid):
        content_of(questions, "a")
