"""The best unit says, means and holds what is asked for."""

import pytest

from gateway.evidence.scoring import SHORTLIST, weigh
from gateway.evidence.units import units
from tests.gateway.evidence.test_units import Passage


def best(question: str, *passages: Passage) -> str:
    return weigh(question, passages, units(passages))[0].unit.text


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (
            "病假工资发多少?",
            "病假须有证明。病假期间按基本工资的80%发放。年假工资照发。",
            "病假期间按基本工资的80%发放。",
        ),
        ("怎么申请年假?", "年假10天。年假须提前三天在系统中提交申请。", "年假须提前三天在系统中提交申请。"),
        (
            "Who approves overtime?",
            "Overtime is paid at 1.5x. The head of department approves overtime.",
            "The head of department approves overtime.",
        ),
    ],
)
def test_the_best(question: str, text: str, expected: str) -> None:
    assert best(question, Passage(text)) == expected


def test_the_heading_tells_two_like_sentences_apart() -> None:
    same = "须提前三个工作日申请。"
    passages = [Passage(same, path="病假"), Passage(same, path="年假")]
    assert weigh("年假要提前多久申请?", passages, units(passages))[0].unit.n == 2


def test_passages_without_a_score_are_taken_in_their_order() -> None:
    passages = [Passage("年假10天。", score=0), Passage("年假10天。", score=0)]
    assert weigh("年假几天?", passages, units(passages))[0].unit.n == 1


def test_a_long_list_is_cut_to_what_can_be_embedded_in_time() -> None:
    passages = [Passage("。".join(f"第{n}条年假" for n in range(100)))]
    assert len(weigh("年假几天?", passages, units(passages))) == SHORTLIST
