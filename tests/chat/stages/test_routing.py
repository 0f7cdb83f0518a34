"""The gateway is told what the text is, and says which model may have it."""

from dataclasses import replace
from typing import Any

import pytest

from chat.stages import routing
from chat.stages.routing import _routed
from chat.turn import Refusal, Turn
from chat.types import BotSettings
from consent.types import Basis
from gateway.errors import NoRoute
from gateway.types import Call, Decision
from kit.ids import new_id
from tests.chat.values import card, passage
from tests.chat.wording.test_endings import turn
from tests.chat.wording.test_questions import request


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    seen: list[Call] = []

    def decide(call: Call, *, route_id: Any) -> Decision:
        seen.append(call)
        return Decision(card=card("hosted"), reason="first_choice")

    monkeypatch.setattr(routing, "decide", decide)
    monkeypatch.setattr(routing, "sensitivity_of", lambda base_ids: "confidential")
    return seen


def asked(**settings: Any) -> Turn:
    made = turn(basis=Basis(kind="contract", purpose="service"), passages=(passage(),))
    made.bot.settings = BotSettings(name="x", **({"base_ids": (new_id(),)} | settings))
    return replace(made, request=request("年假？"))


def test_the_call_says_what_the_text_is_and_on_what_basis(calls: list[Call]) -> None:
    routed = _routed(asked())
    assert (calls[0].sensitivity, calls[0].personal, calls[0].legal_basis) == ("confidential", False, "contract")
    assert routed.decision is not None
    assert routed.decision.card.location == "hosted"


def test_a_bot_without_bases_handles_public_text(calls: list[Call]) -> None:
    assert _routed(asked(base_ids=())).sensitivity == "public"


def test_where_no_model_may_answer_the_turn_is_refused_with_a_status(
    calls: list[Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(call: Call, *, route_id: Any) -> None:
        raise NoRoute(passed_over=())

    monkeypatch.setattr(routing, "decide", none)
    with pytest.raises(Refusal) as refused:
        _routed(asked())
    assert refused.value.failure is not None
    assert refused.value.failure.status == 503


def test_word_for_word_answers_need_passages(calls: list[Call], monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Decision(card=card(vendor="extractive"), reason="first_choice")
    monkeypatch.setattr(routing, "decide", lambda call, route_id: chosen)
    assert _routed(asked()).decision is chosen
    with pytest.raises(Refusal, match="no_route"):
        _routed(replace(asked(base_ids=()), passages=()))
