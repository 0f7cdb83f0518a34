"""The platform's default policy stops every risk, masks a person's numbers, and lets documents speak of hard things."""

from moderation import defaults
from moderation.personal import NAMES
from moderation.policies import compile_rules
from moderation.risks import RISKS
from moderation.types import Action


def test_the_default_policy_stops_every_risk_on_both_sides_and_passes_hard_words_in_documents() -> None:
    rules = compile_rules(defaults.RULES)
    for risk in RISKS:
        for side in ("input", "output"):
            step = rules.step(side, risk.code, 1.0)
            assert step.action.stops
            assert step.notice.says("zh-hans") != step.notice.says("en") != ""
        assert rules.step("document", risk.code, 1.0).action is Action.ALLOW


def test_the_default_policy_masks_a_persons_numbers_and_lets_a_companys_through() -> None:
    rules = compile_rules(defaults.RULES)
    assert rules.personal("input") == NAMES - {"credit_code"}
    assert rules.personal("output") == {"identity", "card", "mobile", "passport", "plate"}
