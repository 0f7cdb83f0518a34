"""The set texts exist in both languages and name whom to ask."""

import pytest

from chat.errors import TurnRunning
from chat.turn import Stop
from chat.wording import notices
from gateway.errors import GatewayBusy


@pytest.mark.parametrize(
    ("text", "language"), [("年假几天？", "zh-hans"), ("How many days?", "en"), ("VPN 怎么连", "zh-hans"), ("??", "en")]
)
def test_the_language_of_a_question_is_told_by_its_script(text: str, language: str) -> None:
    assert notices.language_of(text) == language


def test_what_the_material_does_not_say_is_said_in_the_question_s_language() -> None:
    assert notices.not_in_material("zh-hans", "") == "资料中没有这方面的内容。"
    assert (
        notices.not_in_material("en", "Human Resources")
        == "The material does not say this. Please ask Human Resources."
    )
    assert notices.not_in_material("zh-hans", "人力资源部") == "资料中没有这方面的内容。请咨询人力资源部。"


@pytest.mark.parametrize("stop", list(Stop))
def test_every_stop_has_its_sentence_in_both_languages(stop: Stop) -> None:
    chinese, english = notices.stopped(stop, "zh-hans"), notices.stopped(stop, "en")
    assert chinese.code == english.code == stop.value
    assert notices.language_of(chinese.says) == "zh-hans"
    assert notices.language_of(english.says) == "en"


@pytest.mark.parametrize("text", [notices.unscreened, notices.refused, notices.broken])
def test_the_other_texts_are_translated(text: object) -> None:
    assert callable(text)
    assert notices.language_of(text("zh-hans")) == "zh-hans"
    assert notices.language_of(text("en")) == "en"


def test_an_error_of_ours_keeps_its_code_and_status() -> None:
    failure = notices.failure(TurnRunning(), "en")
    assert (failure.code, failure.status) == ("turn_running", 409)


def test_when_to_come_back_is_told() -> None:
    assert notices.failure(GatewayBusy(retry_after=7), "en").retry_after == 7
