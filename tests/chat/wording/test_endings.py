"""Whatever stops a turn gives it the right end."""

from typing import Any
from unittest.mock import Mock

from chat.turn import Failure, Outcome, Refusal, Stop, Turn
from chat.wording import endings
from gateway.errors import UpstreamBroken
from kit import clock
from kit.ids import new_id
from moderation.types import Action
from tests.chat.values import verdict


def turn(**values: Any) -> Turn:
    ids = {name: new_id() for name in ("id", "conversation_id", "lease")}
    return Turn(request=Mock(), bot=Mock(), opened_at=clock.now(), language="en", **ids, **values)


def test_an_answered_turn_keeps_what_the_model_said_about_its_end() -> None:
    ended = endings.answered(turn(finish="length"))
    assert (ended.outcome, ended.finish) == (Outcome.ANSWERED, "length")


def test_a_refusal_by_content_says_so() -> None:
    seen = ("output", verdict(Action.REFUSE))
    ended = endings.refused(turn(), Refusal("output_refuse", "a1", "no", verdict=seen))
    assert (ended.outcome, ended.finish, ended.category) == (Outcome.REFUSED, "content_filter", "a1")
    assert ended.verdicts == (seen,)


def test_what_the_material_does_not_say_is_a_plain_end() -> None:
    ended = endings.refused(turn(), Refusal("not_in_material", outcome=Outcome.NOT_IN_MATERIAL))
    assert (ended.outcome, ended.finish) == (Outcome.NOT_IN_MATERIAL, "stop")


def test_a_refusal_can_carry_a_status_for_the_door() -> None:
    failure = Failure(code="consent_required", status=403, says="agree first")
    assert endings.refused(turn(), Refusal("consent_required", failure=failure)).failure is failure


def test_a_turn_that_was_cut_off_is_aborted_with_the_reason() -> None:
    ended = endings.stopped(turn(), Stop.WITHDRAWN)
    assert (ended.outcome, ended.reason, ended.finish) == (Outcome.ABORTED, "consent_withdrawn", "aborted")
    assert ended.failure is not None
    assert ended.failure.status == 403


def test_a_model_that_failed_is_named_by_its_fault() -> None:
    ended = endings.failed(turn(), UpstreamBroken("server_error"))
    assert (ended.outcome, ended.reason) == (Outcome.ABORTED, "server_error")
    assert ended.failure is not None
    assert (ended.failure.code, ended.failure.status) == ("upstream_broken", 502)


def test_the_unforeseen_is_refused_while_nothing_was_shown_and_else_breaks_off() -> None:
    assert endings.broken(turn(), shown=False).outcome is Outcome.REFUSED
    assert endings.broken(turn(), shown=True).outcome is Outcome.ABORTED
