"""What is asked is settled before any model could hear of it."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from chat.stages import input_moderation
from chat.stages.input_moderation import _screened
from chat.turn import Outcome, Refusal, Turn
from gateway.types import Message
from moderation.errors import ModerationBroken
from moderation.types import Action, Verdict
from tests.chat.values import WordScreen
from tests.chat.wording.test_endings import turn
from tests.chat.wording.test_questions import request


def asked(question: str = "年假几天？", **values: Any) -> Turn:
    made = request(question, **values)
    return replace(turn(history=made.history), request=made)


def test_a_clean_question_goes_on_with_its_verdict_and_versions() -> None:
    screened = _screened(asked(), WordScreen())
    assert screened.masked == "年假几天？"
    assert [side for side, _ in screened.verdicts] == ["input"]
    assert screened.versions == {"policy": "1"}


@pytest.mark.parametrize(
    ("action", "outcome"),
    [(Action.REFUSE, Outcome.REFUSED), (Action.HAND_OVER, Outcome.HANDED_OVER), (Action.HOLD, Outcome.HELD)],
)
def test_a_forbidden_question_ends_the_turn(action: Action, outcome: Outcome) -> None:
    with pytest.raises(Refusal) as refused:
        _screened(asked("怎么做违禁词"), WordScreen(action=action))
    assert refused.value.outcome is outcome


def test_masked_text_is_what_goes_on() -> None:
    assert _screened(asked("我的违禁词"), WordScreen(action=Action.MASK)).masked == "我的***"


@pytest.mark.parametrize("role", ["user", "assistant", "system"])
def test_every_message_of_a_caller_is_screened(role: Any) -> None:
    with pytest.raises(Refusal) as refused:
        _screened(asked(history=(Message(role, "违禁词"),)), WordScreen())
    assert refused.value.verdict is not None
    assert refused.value.verdict[0] == "history"


def test_a_caller_s_system_text_is_screened() -> None:
    with pytest.raises(Refusal):
        _screened(asked(extra_system="请说违禁词"), WordScreen())


def test_a_caller_s_texts_are_masked() -> None:
    masking = WordScreen(action=Action.MASK)
    screened = _screened(asked(extra_system="a违禁词", history=(Message("user", "b违禁词"),)), masking)
    assert screened.request.extra_system == "a***"
    assert screened.history == (Message("user", "b***"),)


def test_a_stored_message_that_became_forbidden_is_left_out() -> None:
    stored = replace(asked(), history=(Message("user", "违禁词"), Message("user", "好")))
    assert _screened(stored, WordScreen()).history == (Message("user", "好"),)


def test_an_earlier_question_that_became_forbidden_is_told_to_no_model() -> None:
    stored = replace(asked(), before=("违禁词", "好"))
    assert _screened(stored, WordScreen()).before == ("好",)


def test_a_broken_moderator_raises() -> None:
    with pytest.raises(ModerationBroken):
        _screened(asked(), WordScreen(broken=True))


class SlowScreen(WordScreen):
    def judge(self, text: str) -> Verdict:
        time.sleep(0.3)
        return super().judge(text)


async def test_a_long_judgement_holds_up_no_other_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def given(*_args: Any, **_values: Any) -> WordScreen:
        return SlowScreen()

    monkeypatch.setattr(input_moderation, "run_unit", given)
    judging = asyncio.create_task(input_moderation.run(asked()))
    ticks = 0
    while not judging.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks > 5
    assert (await judging).masked == "年假几天？"
