"""A question that asks for an hour is not answered by a price."""

import pytest

from gateway.evidence.kinds import wanted
from gateway.evidence.terms import fold


@pytest.mark.parametrize(
    ("question", "held", "missing"),
    [
        ("食堂几点开门？", "早上7:30开门", "食堂在二楼"),
        ("哺乳室至少多大？", "不少于10平方米", "设立哺乳室"),
        ("婚假几天？", "婚假3天", "婚假需要申请"),
        ("罚多少钱？", "罚款20元", "予以批评"),
        ("每月几号发工资？", "次月10日发放", "每月发放"),
        ("多久能领？", "缴满一年", "按月领取"),
        ("比例是多少？百分之几？", "占30%", "占大部分"),
        ("谁批准？", "由部门经理批准", "应当批准"),
        ("How many weeks of leave?", "up to 12 weeks", "leave is paid"),
        ("How much time may I spend?", "a few hours a month", "it takes some time"),
        ("When does it end?", "on March 31", "it ends eventually"),
    ],
)
def test_the_kind_is_held_or_not(question: str, held: str, missing: str) -> None:
    kind = wanted(question)
    assert kind is not None
    assert kind.search(fold(held))
    assert not kind.search(fold(missing))


@pytest.mark.parametrize("question", ["年假可以结转吗？", "什么是绩效？", "Is it waterproof?", ""])
def test_a_question_that_its_form_does_not_tell_asks_for_no_kind(question: str) -> None:
    assert wanted(question) is None
