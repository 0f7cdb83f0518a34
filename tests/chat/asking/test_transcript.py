"""A client that keeps the history itself is asked back and understood all the same."""

from chat.asking.choosing import clarification
from chat.asking.transcript import waiting_in
from chat.wording import clarifying
from gateway.types import Message
from tests.chat.asking.values import BOTH, CITY

MADE = clarification(CITY, ("上海", "北京"), about="通勤补贴多少？", language="zh-hans")
ASKED = Message("assistant", clarifying.listed(MADE.text, (each.label for each in MADE.choices)))
QUESTION = Message("user", "通勤补贴多少？")


def test_the_question_back_that_came_last_waits() -> None:
    waiting, answered = waiting_in([QUESTION, ASKED], BOTH)
    assert waiting is not None
    assert (waiting.attribute, waiting.about, waiting.choices) == ("city", "通勤补贴多少？", MADE.choices)
    assert answered == {"city": ""}


def test_an_earlier_reply_is_known_and_waits_no_more() -> None:
    history = [QUESTION, ASKED, Message("user", "2"), Message("assistant", "500元[1]。")]
    assert waiting_in(history, BOTH) == (None, {"city": "北京"})


def test_a_question_back_that_was_passed_over_is_not_asked_again() -> None:
    history = [QUESTION, ASKED, Message("user", "年假几天？"), Message("assistant", "10天[1]。")]
    assert waiting_in(history, BOTH) == (None, {"city": ""})


def test_other_words_of_an_assistant_are_no_question_back() -> None:
    assert waiting_in([QUESTION, Message("assistant", "您在哪个城市？")], BOTH) == (None, {})
