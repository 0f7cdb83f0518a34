"""What was used is written down and bounds what may be used."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.conf import settings

from gateway.errors import BudgetSpent, GatewayBusy
from gateway.models import UsageRow
from gateway.selectors import cards, usage
from gateway.services import admit, record_usage, save_budget
from gateway.services.usage import cost_of
from gateway.types import Call, Card, Usage
from kit import clock
from kit.ids import new_id
from tenants.types import Principal

USED = Usage(prompt_tokens=900, completion_tokens=100)


@pytest.fixture
def call(in_acorn: UUID) -> Call:
    return Call(
        tenant_id=in_acorn,
        purpose="answer",
        sensitivity="internal",
        personal=False,
        legal_basis="contract",
        bot_id=new_id(),
        subject="widget:zhang",
    )


@pytest.fixture
def word_for_word(in_acorn: UUID) -> Card:
    return next(card for card in cards() if card.name == "extractive")


def test_the_cost_follows_the_prices_of_the_card(word_for_word: Card) -> None:
    priced = replace(word_for_word, prompt_price=Decimal("0.5"), completion_price=Decimal(2))
    assert cost_of(priced, USED) == Decimal("0.65")


def test_usage_keeps_no_name_of_the_subject(call: Call, word_for_word: Card) -> None:
    record_usage(call=call, card=word_for_word, usage=USED)
    row = UsageRow.objects.get()
    assert row.subject
    assert "zhang" not in row.subject


def test_usage_is_summed_by_model(call: Call, word_for_word: Card) -> None:
    for _ in range(2):
        record_usage(call=call, card=word_for_word, usage=USED)
    now = clock.now()
    (row,) = usage(since=now - timedelta(hours=1), until=now + timedelta(hours=1), by="model")
    assert (row.key, row.calls, row.prompt_tokens, row.completion_tokens) == ("extractive", 2, 1800, 200)


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
