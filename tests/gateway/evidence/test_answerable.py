"""Material that says it scores above material that does not."""

from dataclasses import dataclass

import pytest

from gateway.evidence.answerable import FEATURES, answerable, features


@dataclass(frozen=True)
class Passage:
    text: str
    document: str = "手册.pdf"
    path: str = ""
    score: float = 0.6


LEAVE = Passage(
    "职工累计工作满1年的，年休假5天。迟到10分钟以内罚款20元。哺乳室设在三楼，每天开放。", path="第三章 考勤"
)
WARRANTY = Passage("The device comes with a two-year warranty. Batteries are not covered.", path="Warranty")


@pytest.mark.parametrize(
    ("said", "not_said", "passage"),
    [
        ("年休假几天？", "婚假几天？", LEAVE),
        ("迟到罚多少钱？", "食堂几点开饭？", LEAVE),
        ("哺乳室在几楼？", "员工车位怎么申请？", LEAVE),
        ("How long is the warranty?", "How much does the device weigh in kilograms?", WARRANTY),
    ],
)
def test_what_is_said_scores_above_what_is_not(said: str, not_said: str, passage: Passage) -> None:
    assert answerable(said, [passage]) > 0.5 > answerable(not_said, [passage])


def test_who_asks_changes_nothing() -> None:
    plain = answerable("年休假几天？", [LEAVE])
    assert answerable("我叫张三，手机号13800138000，年休假几天？", [LEAVE]) == pytest.approx(plain, abs=0.02)


def test_an_english_question_to_chinese_material_is_weighed_by_its_meaning() -> None:
    assert answerable("How many days of annual leave do employees get?", [LEAVE]) > answerable(
        "Who won the cup?", [LEAVE]
    )


@pytest.mark.parametrize(
    ("question", "passages"), [("", [LEAVE]), ("？", [LEAVE]), ("年假", []), ("年假", [Passage("")])]
)
def test_nothing_to_compare_is_nought(question: str, passages: list[Passage]) -> None:
    assert answerable(question, passages) == 0


def test_there_is_a_figure_for_every_feature() -> None:
    found = features("年休假几天？", [LEAVE, WARRANTY])
    assert found is not None
    assert len(found) == len(FEATURES)
