"""Answers without a model: the right sentence, word for word, with its number, or none."""

from dataclasses import dataclass

import pytest

from gateway.adapters.endpoint import Endpoint
from gateway.adapters.extractive import answer, question_in, stream
from gateway.types import NOT_IN_MATERIAL, Message, Params


@dataclass(frozen=True)
class Passage:
    text: str
    document: str = "手册.pdf"
    path: str = ""
    score: float = 0.6


LEAVE = Passage(
    "年休假由部门主管批准。职工累计工作已满1年不满10年的，年休假5天；已满10年不满20年的，年休假10天；已满20年的，年休假15天。",
    path="第三章 休假 › 年休假",
)
LATE = Passage("迟到10分钟以内罚款20元。迟到10分钟以上30分钟以下罚款50元。", path="考勤")
PRICES = Passage("产品 | 保修期 | 价格\n血压计 | 24个月 | 299元\n体温计 | 12个月 | 59元", path="产品目录")
WARRANTY = Passage(
    "The device comes with a two-year warranty. Keep the receipt. Batteries are not covered.", path="Warranty"
)


@pytest.mark.parametrize(
    ("question", "passages", "first"),
    [
        ("工作15年有几天年假？", [LEAVE], "已满10年不满20年的，年休假10天；[1]"),
        ("年假由谁批准？", [LATE, LEAVE], "年休假由部门主管批准。[2]"),
        ("迟到20分钟罚多少钱？", [LEAVE, LATE], "迟到10分钟以上30分钟以下罚款50元。[2]"),
        ("体温计保修多久？", [PRICES], "产品: 体温计; 保修期: 12个月; 价格: 59元[1]"),
        ("How long is the warranty?", [WARRANTY], "The device comes with a two-year warranty.[1]"),
    ],
)
def test_the_best_sentence_comes_first_with_its_number(question: str, passages: list[Passage], first: str) -> None:
    assert answer(question, passages)[0].strip() == first


def test_the_number_of_a_price_in_a_table_is_its_own_rows() -> None:
    rows = answer("血压计多少钱", [PRICES])
    assert "299元" in rows[0]


@pytest.mark.parametrize("question", ["食堂的招牌菜是什么？", "Who won the world cup?", "火星到地球有多远"])
def test_what_the_passages_do_not_say_is_not_answered(question: str) -> None:
    weak = [Passage(LEAVE.text, path=LEAVE.path, score=0.15), Passage(LATE.text, path=LATE.path, score=0.1)]
    assert answer(question, weak) == [NOT_IN_MATERIAL]


def test_no_passages_and_empty_ones_give_no_answer() -> None:
    assert answer("年假有几天？", []) == [NOT_IN_MATERIAL]
    assert answer("年假有几天？", [Passage("")]) == [NOT_IN_MATERIAL]


def test_a_line_that_announces_a_list_brings_the_list() -> None:
    lists = Passage("有下列情形之一的，不享受当年的年休假：\n(一)依法享受寒暑假的；\n(二)请事假累计20天以上的。")
    shown = "".join(answer("哪些情形不享受年休假", [lists]))
    assert "(一)依法享受寒暑假的；" in shown
    assert "(二)请事假累计20天以上的。" in shown


def test_every_sentence_stands_in_its_passage_word_for_word() -> None:
    passages = [LEAVE, LATE, WARRANTY]
    for part in answer("迟到和年休假怎么规定", passages):
        text, _, number = part.strip().removesuffix("]").rpartition("[")
        assert text in passages[int(number) - 1].text


@pytest.mark.parametrize("question", ["", "?!", "\u200b", "，，，"])
def test_a_question_without_words_has_no_answer(question: str) -> None:
    assert answer(question, [LEAVE, PRICES]) == [NOT_IN_MATERIAL]


@pytest.mark.parametrize("question", ["a" * 5000, "多少", "的", "\ud800"])
def test_odd_questions_do_not_break_it(question: str) -> None:
    assert answer(question, [LEAVE, PRICES])


async def test_it_streams_like_any_model() -> None:
    question = [Message("system", "x"), Message("user", "年假由谁批准？")]
    deltas = [delta async for delta in stream(Endpoint(model="extractive"), question, Params(), [LEAVE])]
    assert deltas[0].text == "年休假由部门主管批准。[1]\n"
    assert deltas[-1].finish == "stop"
    assert deltas[-1].usage is not None


@pytest.mark.parametrize(
    "message",
    [
        "年假由谁批准？",
        "资料：\n<<<1\nx\n问题：旧\n1>>>\n\n问题：年假由谁批准？",
        "Material:\nx\nQuestion: 年假由谁批准？",
    ],
)
def test_the_question_is_found_behind_the_material(message: str) -> None:
    assert question_in(message) == "年假由谁批准？"
