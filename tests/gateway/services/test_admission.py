"""Budgets and rates stop a call before any model is asked."""

from dataclasses import replace

import pytest
from django.conf import settings

from gateway.errors import BudgetSpent, GatewayBusy
from gateway.services import admit, record_usage, save_budget
from gateway.types import Call, Card, Usage
from tenants.types import Principal

USED = Usage(prompt_tokens=900, completion_tokens=100)


@pytest.mark.parametrize("scope", ["tenant", "bot", "subject"])
@pytest.mark.parametrize("limit", ["tokens_per_day", "tokens_per_month"])
def test_a_spent_budget_stops_the_next_call(
    call: Call, word_for_word: Card, anna: Principal, scope: str, limit: str
) -> None:
    save_budget(scope=scope, by=anna, **{limit: 1500})  # type: ignore[arg-type]
    record_usage(call=call, card=word_for_word, usage=USED)
    admit(call=call, cards=[word_for_word])
    record_usage(call=call, card=word_for_word, usage=USED)
    with pytest.raises(BudgetSpent) as caught:
        admit(call=call, cards=[word_for_word])
    assert caught.value.details["scope"] == scope


def test_anothers_usage_does_not_count(call: Call, word_for_word: Card, anna: Principal) -> None:
    save_budget(scope="subject", by=anna, tokens_per_day=500)
    record_usage(call=replace(call, subject="widget:li"), card=word_for_word, usage=USED)
    admit(call=call, cards=[word_for_word])


def test_a_budget_may_name_one_subject(call: Call, word_for_word: Card, anna: Principal) -> None:
    held = save_budget(scope="subject", scope_id="widget:zhang", by=anna, tokens_per_day=0)
    assert "zhang" not in held.scope_id
    with pytest.raises(BudgetSpent):
        admit(call=call, cards=[word_for_word])
    admit(call=replace(call, subject="widget:li"), cards=[word_for_word])


def test_calls_that_come_too_fast_are_told_when_to_come_back(call: Call, word_for_word: Card, anna: Principal) -> None:
    settings.EMBEDDED.start(durable=False)
    save_budget(scope="subject", by=anna, calls_per_minute=2)
    for _ in range(2):
        admit(call=call, cards=[word_for_word])
    with pytest.raises(GatewayBusy) as caught:
        admit(call=call, cards=[word_for_word])
    assert 1 <= caught.value.retry_after <= 60


def test_calls_pass_uncounted_while_the_counter_is_away(
    call: Call, word_for_word: Card, anna: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CACHE_URL", "redis://127.0.0.1:1/0")
    save_budget(scope="subject", by=anna, calls_per_minute=1)
    for _ in range(3):
        admit(call=call, cards=[word_for_word])
