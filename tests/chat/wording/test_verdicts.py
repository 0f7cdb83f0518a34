"""A stopping verdict ends the turn as its action says, with the policy's own text."""

import pytest

from chat.turn import Outcome
from chat.wording.verdicts import broken, refusal
from moderation.types import Action, Notice
from tests.chat.values import verdict
from tests.chat.wording.test_endings import turn


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        (Action.REFUSE, Outcome.REFUSED),
        (Action.SET_ANSWER, Outcome.REFUSED),
        (Action.HAND_OVER, Outcome.HANDED_OVER),
        (Action.HOLD, Outcome.HELD),
    ],
)
def test_the_action_decides_the_end(action: Action, outcome: Outcome) -> None:
    assert refusal(turn(), "input", verdict(action)).outcome is outcome


def test_the_policy_s_notice_is_shown_in_the_question_s_language() -> None:
    notice = Notice((("zh-hans", "不可以"), ("en", "Not this")))
    assert refusal(turn(), "input", verdict(Action.REFUSE, notice=notice)).notice == "Not this"


def test_without_a_notice_the_platform_s_own_is_shown() -> None:
    assert refusal(turn(), "input", verdict(Action.REFUSE)).notice == "I cannot help with this question."


def test_a_broken_moderator_refuses() -> None:
    assert (broken(turn()).reason, broken(turn()).outcome) == ("moderation_broken", Outcome.REFUSED)
