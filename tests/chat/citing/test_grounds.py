"""An answer, sentence by sentence, against its passages."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.citing.grounds import Grounds
from chat.turn import Piece
from tests.chat.values import LEAVE, SICK, passage

PASSAGES = (passage(LEAVE), passage(SICK, page=5))


ENGLISH = (
    passage(
        "The X200 has a warranty of two years from the date of purchase. Batteries are covered for 6 months.", path=""
    ),
    passage("Returns are accepted within 14 days when the box is unopened.", path=""),
)


def grounded(
    *deltas: str, passages: Any = PASSAGES, question: str = "年假有多少天？"
) -> tuple[str, list[Piece], Grounds]:
    grounds = Grounds(passages, question)
    pieces = [grounds.take(Piece(text=delta)) for delta in deltas]
    pieces.append(grounds.finish())
    return "".join(piece.text for piece in pieces), pieces, grounds


def cited(pieces: list[Piece]) -> list[int]:
    return [citation.n for piece in pieces for citation in piece.citations]


ANSWER = (
    "规定如下：\n入职满一年有10天年假【1】。满五年有12天[1]。病假须提供二级以上医院的证明。[2]资料中没有提到育儿假。"
)


PAY = passage("绩效工资基数是员工定薪的30%。评为优秀的，绩效工资按120%发放。迟到每次扣20元。", path="薪酬")


def computed(*deltas: str, question: str = "定薪10000，绩效优秀，绩效工资多少？") -> tuple[str, list[Piece], Grounds]:
    return grounded(*deltas, passages=(*PASSAGES, PAY), question=question)


def test_a_mark_that_holds_stays_and_quotes_its_sentence() -> None:
    text, pieces, _ = grounded("入职满一年有10天年假[1]。")
    assert text == "入职满一年有10天年假[1]。"
    (citation,) = [each for piece in pieces for each in piece.citations]
    assert (citation.n, citation.page, citation.document) == (1, 3, "员工手册.pdf")
    assert citation.quote in LEAVE
    assert citation.quote.startswith("员工入职满1年的")


def test_a_wrong_mark_is_replaced_by_the_passage_that_carries_the_sentence() -> None:
    text, pieces, _ = grounded("未休完的年休假可以延至次年3月31日[2]。")
    assert text == "未休完的年休假可以延至次年3月31日[1]。"
    assert cited(pieces) == [1]


def test_a_mark_beyond_the_passages_is_dropped() -> None:
    assert grounded("未休完的年休假可以延至次年3月31日[9]。")[0] == "未休完的年休假可以延至次年3月31日[1]。"


def test_a_sentence_without_a_mark_gets_the_one_that_clearly_carries_it() -> None:
    assert grounded("连续病假超过3天的，由部门经理批准。")[0] == "连续病假超过3天的，由部门经理批准[2]。"


def test_a_sentence_with_a_figure_that_no_passage_holds_is_kept_back() -> None:
    text, pieces, _ = grounded("入职满一年有10天年假[1]。", "满五年有12天年假[1]。")
    assert text == "入职满一年有10天年假[1]。"
    assert sum(piece.withheld for piece in pieces) == 1


def test_a_figure_of_the_question_may_be_repeated() -> None:
    text, _, _ = grounded("您工作了12年，年休假为15天[1]。", question="我工作了12年，年假几天？")
    assert text == "您工作了12年，年休假为15天[1]。"


def test_a_sentence_with_an_invented_name_is_kept_back() -> None:
    text, _, grounds = grounded("The warranty of the X300 is two years[1].", passages=ENGLISH, question="warranty?")
    assert (text, grounds.supported) == ("", False)


def test_an_invention_beside_a_carried_sentence_is_kept_back() -> None:
    text, _, _ = grounded("入职满一年有10天年假[1]。", "公司还提供免费健身房和班车接送服务。")
    assert text == "入职满一年有10天年假[1]。"


def test_an_opening_line_waits_for_the_first_carried_sentence() -> None:
    grounds = Grounds(PASSAGES, "年假")
    assert grounds.take(Piece(text="规定如下：\n入职")).text == ""
    assert grounds.take(Piece(text="满一年有10天年假[1]。满十年")).text == "规定如下：\n入职满一年有10天年假[1]。"


def test_an_answer_that_rests_on_nothing_shows_nothing() -> None:
    text, _, grounds = grounded("公司提供免费健身房。欢迎使用。")
    assert (text, grounds.supported) == ("", False)


@pytest.mark.parametrize("denial", ["NOT IN MATERIAL", "资料中没有提到育儿假。", "抱歉，资料未提及。"])
def test_a_denial_is_no_answer(denial: str) -> None:
    text, _, grounds = grounded(denial, question="育儿假几天？")
    assert (text, grounds.supported) == ("", False)


def test_a_partial_denial_may_stand_beside_an_answer() -> None:
    text, _, _ = grounded("入职满一年有10天年假[1]。资料中没有提到育儿假。", question="年假和育儿假几天？")
    assert text.endswith("资料中没有提到育儿假。")


def test_the_token_of_denial_is_never_shown() -> None:
    assert grounded("入职满一年有10天年假[1]。\nNOT IN MATERIAL")[0].strip() == "入职满一年有10天年假[1]。"


def test_english_is_checked_by_words() -> None:
    text, pieces, _ = grounded(
        "The X200 has a two year warranty[1]. Unopened boxes can be returned within 14 days[1].",
        passages=ENGLISH,
        question="?",
    )
    assert text == "The X200 has a two year warranty[1]. Unopened boxes can be returned within 14 days[2]."
    assert cited(pieces) == [1, 2]


def test_between_languages_the_model_s_own_mark_decides_but_figures_are_checked() -> None:
    good, _, _ = grounded("Annual leave is 10 days after one year[1].", question="How long is annual leave?")
    bad, _, _ = grounded("Annual leave is 11 days after one year[1].", question="How long is annual leave?")
    assert (good, bad) == ("Annual leave is 10 days after one year[1].", "")


def test_word_for_word_answers_pass() -> None:
    text, pieces, _ = grounded(LEAVE.replace("。未", "。[1]未") + "[1]")
    assert text.replace("[1]", "") == LEAVE
    assert set(cited(pieces)) == {1}


def test_the_same_place_is_cited_once() -> None:
    _, pieces, _ = grounded("入职满一年有10天年假[1]。入职满1年的有10天带薪年休假[1]。")
    assert cited(pieces) == [1]


def test_every_mark_that_is_shown_has_a_citation_with_its_number() -> None:
    text, pieces, _ = grounded("规定如下：\n1. 入职满一年有10天年假[1][2]。\n2. 病假须提供医院的证明[2]。\n")
    assert {int(n) for n in "12" if f"[{n}]" in text} == set(cited(pieces))


@settings(max_examples=150)
@given(st.lists(st.integers(min_value=0, max_value=len(ANSWER)), max_size=10))
def test_where_the_deltas_end_changes_nothing(places: list[int]) -> None:
    edges = [0, *sorted(places), len(ANSWER)]
    deltas = [ANSWER[a:b] for a, b in pairwise(edges)]
    assert grounded(*deltas)[0] == grounded(ANSWER)[0]


def test_the_platform_works_out_an_expression_and_shows_formula_and_sources() -> None:
    text, pieces, grounds = computed("绩效工资实发⟦calc: 10000*30%*120%⟧元[3]。")
    assert text == "绩效工资实发10000 × 30% × 120% = 3600元[3]。"
    assert (cited(pieces), grounds.supported) == ([3], True)


def test_an_expression_without_a_mark_is_given_the_passage_of_its_figures() -> None:
    assert computed("实发⟦calc: 10000*30%⟧元。")[0] == "实发10000 × 30% = 3000元[3]。"


@pytest.mark.parametrize(
    "sentence",
    [
        "实发⟦calc: 10000*35%⟧元[3]。",
        "实发⟦calc: 99999*30%⟧元[3]。",
        "实发⟦calc: 10000*30%*⟧元[3]。",
        "实发⟦calc: __import__('os')⟧元[3]。",
        "实发⟦calc: 10000*30%⟧元，另发5555元[3]。",
        "实发⟦calc: 10000*30%",
        "⟦calc: 10000*1⟧元。",
    ],
)
def test_an_expression_of_nobodys_figures_or_out_of_the_grammar_is_kept_back(sentence: str) -> None:
    text, pieces, grounds = computed(sentence)
    assert (text, grounds.supported) == ("", False)
    assert sum(piece.withheld for piece in pieces) >= 1


def test_an_expression_in_pieces_is_shown_after_it_was_worked_out() -> None:
    grounds = Grounds((PAY,), "定薪10000，绩效工资多少？")
    assert [grounds.take(Piece(text=each)).text for each in ("实发⟦calc: 100", "00*30%⟧", "元[1]。")] == ["", "", ""]
    assert grounds.finish().text == "实发10000 × 30% = 3000元[1]。"


def test_a_share_may_be_written_as_a_factor() -> None:
    assert computed("实发⟦calc: 10000*0.3*1.2⟧元[3]。")[0] == "实发10000 × 0.3 × 1.2 = 3600元[3]。"


def test_a_bare_figure_stands_where_its_passage_says_it() -> None:
    right, wrong = Grounds([passage(LEAVE)], "年假几天？"), Grounds([passage(LEAVE)], "年假几天？")
    assert "".join(piece.text for piece in (right.take(Piece(text="10天[1]")), right.finish())) == "10天[1]"
    assert "".join(piece.text for piece in (wrong.take(Piece(text="12天[1]")), wrong.finish())) == ""
