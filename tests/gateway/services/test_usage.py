"""What was used is written down, without names."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from gateway.models import UsageRow, UsageTotal
from gateway.selectors import usage
from gateway.services import record_usage
from gateway.services.usage import cost_of
from gateway.types import Call, Card, Usage
from kit import clock

USED = Usage(prompt_tokens=900, completion_tokens=100)


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


def test_the_sums_of_a_day_grow_with_each_call(call: Call, word_for_word: Card) -> None:
    for _ in range(3):
        record_usage(call=call, card=word_for_word, usage=USED)
    totals = {row.scope: (row.calls, row.tokens) for row in UsageTotal.objects.all()}
    assert totals == {"tenant": (3, 3000), "bot": (3, 3000), "subject": (3, 3000)}
