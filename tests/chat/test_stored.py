"""Values survive the way into JSON and back."""

import json
from dataclasses import replace

from chat.stored import (
    changes,
    citations_from_json,
    citations_to_json,
    decision_to_json,
    failure_from_json,
    failure_to_json,
    passages_from_json,
    passages_to_json,
    settings_from_json,
    settings_to_json,
    verdict_to_json,
)
from chat.turn import Failure
from chat.types import BotSettings
from gateway.types import Decision
from kit.ids import new_id
from moderation.types import Action
from tests.chat.stages.test_output_moderation import citation
from tests.chat.values import WordScreen, card, passage

SETTINGS = BotSettings(
    name="x", base_ids=(new_id(),), route_id=new_id(), suggested_questions=("a", "b"), threshold=0.25, tone="warm"
)


def test_settings_come_back_as_they_were() -> None:
    assert settings_from_json(json.loads(json.dumps(settings_to_json(SETTINGS)))) == SETTINGS


def test_a_version_from_before_a_setting_gets_its_default() -> None:
    held = settings_to_json(SETTINGS)
    del held["threshold"]
    assert settings_from_json(held | {"long_gone": 1}) == replace(SETTINGS, threshold=0.0)


def test_changes_name_what_differs() -> None:
    assert changes(SETTINGS, replace(SETTINGS, tone="brief")) == {"tone": ("warm", "brief")}


def test_citations_come_back_as_they_were() -> None:
    held = (citation(1), citation(2))
    assert citations_from_json(json.loads(json.dumps(citations_to_json(held)))) == held


def test_passages_come_back_with_their_place() -> None:
    held = (passage(box=(0.1, 0.2, 0.3, 0.4), arms={"lexical": 0.5}), passage())
    assert passages_from_json(json.loads(json.dumps(passages_to_json(held)))) == held


def test_a_failure_comes_back_as_it_was() -> None:
    failure = Failure(code="a", status=502, says="b")
    assert failure_from_json(failure_to_json(failure)) == failure
    assert failure_from_json(failure_to_json(None)) is None


def test_a_verdict_is_kept_without_the_text() -> None:
    kept = verdict_to_json(WordScreen().judge("说违禁词"), "input")
    assert "违禁词" not in json.dumps(kept, ensure_ascii=False)
    assert kept["hits"][0]["start"] == 1
    assert kept["action"] == Action.REFUSE


def test_a_decision_names_the_model_and_why() -> None:
    kept = decision_to_json(Decision(card=card(), reason="first_choice", passed_over=(("m", "resting"),)))
    assert (kept["reason"], kept["passed_over"]) == ("first_choice", [["m", "resting"]])
    assert decision_to_json(None) == {}
