"""A courtesy is recognised only where the message is nothing else."""

import pytest

from chat.types import BotSettings
from chat.wording.courtesies import Courtesy, courtesy_of, reply

BOT = BotSettings(name="小合", greeting="", purpose="回答人事制度的问题")


@pytest.mark.parametrize(
    ("message", "courtesy"),
    [
        ("你好", Courtesy.GREETING),
        ("您好！", Courtesy.GREETING),
        ("Hello there!", Courtesy.GREETING),
        ("good morning", Courtesy.GREETING),
        ("在吗？", Courtesy.GREETING),
        ("谢谢你", Courtesy.THANKS),
        ("好的，谢谢！", Courtesy.THANKS),
        ("Thank you so much.", Courtesy.THANKS),
        ("你是谁？", Courtesy.WHO),
        ("你好，请问你是谁", Courtesy.WHO),
        ("What can you do?", Courtesy.WHO),
        ("再见", Courtesy.GOODBYE),
    ],
)
def test_courtesies_are_recognised(message: str, courtesy: Courtesy) -> None:
    assert courtesy_of(message) is courtesy


@pytest.mark.parametrize(
    "message",
    [
        "你好，年假有几天？",
        "谢谢，那病假呢",
        "你是谁批准的？",
        "hello world program",
        "Who are you allowed to hire?",
        "好的",
        "",
        "？",
        "早退怎么罚",
    ],
)
def test_a_question_is_no_courtesy(message: str) -> None:
    assert courtesy_of(message) is None


def test_the_bot_says_its_name_and_purpose_in_the_language_of_the_message() -> None:
    assert "小合" in reply(Courtesy.WHO, BOT, "zh-hans")
    assert "回答人事制度的问题" in reply(Courtesy.WHO, BOT, "zh-hans")
    assert "人工智能" in reply(Courtesy.GREETING, BOT, "zh-hans")
    assert reply(Courtesy.WHO, BOT, "en").startswith("I am 小合, an AI assistant")


def test_its_own_greeting_comes_first() -> None:
    assert reply(Courtesy.GREETING, BotSettings(name="x", greeting="欢迎！"), "zh-hans") == "欢迎！"


def test_thanks_and_goodbye_have_their_own_words() -> None:
    assert reply(Courtesy.THANKS, BOT, "zh-hans") != reply(Courtesy.GOODBYE, BOT, "zh-hans")
