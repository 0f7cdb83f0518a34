"""The reply to a question back, in the words that people use."""

import pytest

from chat.asking.picking import picked
from chat.turn import Choice, Clarification
from tests.chat.asking.values import CITY

WAITING = Clarification(
    attribute="city",
    about="通勤补贴多少？",
    text="?",
    choices=(
        Choice(value="上海", label="上海"),
        Choice(value="北京", label="北京"),
        Choice(value="", label="我不知道"),
    ),
)


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("上海", "上海"),
        (" 上海。", "上海"),
        ("shanghai", "上海"),
        ("2", "北京"),
        ("第1个", "上海"),
        ("我在北京办公室", "北京"),
        ("广州", "广州"),
        ("我不知道", ""),
        ("不清楚", ""),
        ("not sure", ""),
        ("3", ""),
    ],
)
def test_a_reply_is_understood(reply: str, value: str) -> None:
    assert picked(reply, WAITING, CITY) == value


@pytest.mark.parametrize(
    "reply",
    ["年假几天？", "上海的病假几天？", "9", "谢谢", "上海还是北京", "我想先问一下别的事情，比如上海的住宿费标准"],
)
def test_anything_else_is_no_reply(reply: str) -> None:
    assert picked(reply, WAITING, CITY) is None
