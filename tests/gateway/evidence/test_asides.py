"""Who asks is no part of what is asked."""

import pytest

from gateway.evidence.asides import without_asides


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("我叫张三，手机号13800138000，年假有几天？", "年假有几天？"),
        ("我叫**，手机号***********，年假有几天？", "年假有几天？"),
        ("您好，我是李小明，婚假几天", "婚假几天"),
        (
            "My name is Jane Smith, my phone number is 13800138000, how long is the warranty?",
            "how long is the warranty?",
        ),
        ("年假有几天？我的电话是138 0013 8000", "年假有几天？"),
        ("身份证号：110101199003070000，产假多久", "产假多久"),
    ],
)
def test_names_and_numbers_of_the_asker_are_left_out(question: str, left: str) -> None:
    assert without_asides(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "我是P1级员工，餐补多少？",
        "我是合同工，年假几天？",
        "客服电话是多少？",
        "工号怎么申请？",
        "手机号码变了怎么办",
        "13800138000",
        "***",
        "I am a contractor, do I get leave?",
    ],
)
def test_what_the_answer_may_depend_on_stays(question: str) -> None:
    assert without_asides(question) == question
