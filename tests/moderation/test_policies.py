"""A policy says for every side, category and confidence what happens, and a wrong one says where it is wrong."""

from typing import Any

import pytest

from moderation.personal import NAMES, shapes
from moderation.policies import RulesInvalid, compile_rules
from moderation.scanning import Lexicons
from moderation.types import Action
from tests.moderation.screens import matcher, screen

NO = {"no": {"zh-hans": "不行", "en": "No"}}
LADDER = {
    "input": {
        "A": [{"action": "refuse", "notice": "no"}],
        "A.1": [{"from": 0.8, "action": "hold", "notice": "no"}, {"from": 0.4, "action": "hand_over", "notice": "no"}],
        "A.1.f": [{"action": "allow"}],
    },
    "notices": NO,
}


@pytest.mark.parametrize(
    ("category", "confidence", "action"),
    [
        ("A.1.f", 1.0, Action.ALLOW),
        ("A.1.a", 0.9, Action.HOLD),
        ("A.1.a", 0.8, Action.HOLD),
        ("A.1.a", 0.5, Action.HAND_OVER),
        ("A.1.a", 0.3, Action.ALLOW),
        ("A.2.a", 0.1, Action.REFUSE),
        ("personal.mobile", 1.0, Action.ALLOW),
    ],
)
def test_the_most_specific_category_and_the_highest_step_decide(
    category: str, confidence: float, action: Action
) -> None:
    assert compile_rules(LADDER).step("input", category, confidence).action is action


@pytest.mark.parametrize(
    ("rules", "place"),
    [
        ([], "rules"),
        ({"inputs": {}}, "rules"),
        ({"releases": "words"}, "releases"),
        ({"input": []}, "input"),
        ({"input": {"A.9": [{"action": "allow"}]}}, "input.A.9"),
        ({"input": {"A": []}}, "input.A"),
        ({"input": {"A": [{"action": "shout"}]}}, "input.A.0.action"),
        ({"input": {"A": [{"action": "allow"}, {"from": 2, "action": "allow"}]}}, "input.A.1.from"),
        ({"input": {"A": [{"from": True, "action": "allow"}]}}, "input.A.0.from"),
        ({"input": {"A": [{"action": "refuse"}]}}, "input.A.0.notice"),
        ({"input": {"A": [{"action": "refuse", "notice": "lost"}]}}, "input.A.0.notice"),
        ({"input": {"A": [{"action": "mask", "notice": "no"}]}, "notices": NO}, "input.A.0.notice"),
        ({"notices": {"no": {"en": " "}}}, "notices.no.en"),
        ({"notices": {"no": {}}}, "notices.no"),
        ({"input": {"A": [{"action": "allow", "extra": 1}]}}, "input.A.0"),
    ],
)
def test_a_wrong_part_is_named(rules: Any, place: str) -> None:
    with pytest.raises(RulesInvalid) as refused:
        compile_rules(rules)
    assert str(refused.value) == place


def test_the_first_stopping_hit_decides_and_ends_the_hits() -> None:
    lists = Lexicons(matcher("base", (("甲乙", "A.1.a"), ("丙丁", "A.2.a"))), matcher("tenant", ()), shapes(NAMES))
    rules = {
        "output": {
            "A.1": [{"action": "mask"}],
            "A.2": [{"action": "refuse", "notice": "no"}],
            "personal": [{"action": "mask"}],
        },
        "notices": NO,
    }
    verdict = screen(lists, rules=rules).judge("甲乙，丙丁，13812345678，丙丁")
    assert [(hit.start, hit.action) for hit in verdict.hits] == [(0, Action.MASK), (3, Action.REFUSE)]
    assert verdict.masked == "**，丙丁，138****5678，丙丁"
    assert (verdict.action, verdict.category, verdict.notice.says("en")) == (Action.REFUSE, "A.2.a", "No")
