"""Write down what a call used, and keep the sums that budgets are checked against."""

from decimal import Decimal

from django.db import connections
from django.utils.timezone import localdate

from gateway.models import UsageRow
from gateway.services.subjects import pseudonym
from gateway.types import Call, Card, Usage
from kit import clock
from kit.ids import new_id
from kit.roles import alias, atomic

PER_TOKENS = 1000

_ADD = """
INSERT INTO gateway_usagetotal AS held (id, tenant_id, created_at, scope, scope_id, day, calls, tokens, cost)
VALUES (%s, %s, %s, %s, %s, %s, 1, %s, %s)
ON CONFLICT (tenant_id, scope, scope_id, day) DO UPDATE
SET calls = held.calls + 1, tokens = held.tokens + excluded.tokens, cost = held.cost + excluded.cost
"""


@atomic()
def record_usage(*, call: Call, card: Card, usage: Usage, outcome: str = "done") -> None:
    """A row for the call, and its amounts on the day's sums of tenant, bot, key and subject."""
    cost = cost_of(card, usage)
    subject = pseudonym(call.subject)
    UsageRow.objects.create(
        purpose=call.purpose,
        turn_id=call.turn_id,
        bot_id=call.bot_id,
        key_id=call.key_id,
        subject=subject,
        card_id=card.id,
        card_name=card.name,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        estimated=usage.estimated,
        cost=cost,
        currency=card.currency,
        outcome=outcome,
    )
    tokens, day, at = usage.prompt_tokens + usage.completion_tokens, localdate(clock.now()), clock.now()
    with connections[alias()].cursor() as cursor:
        # In one order everywhere, so that two calls of one tenant never wait for each other in a circle.
        for scope, scope_id in scopes_of(call, subject):
            cursor.execute(_ADD, [new_id(), call.tenant_id, at, scope, scope_id, day, tokens, cost])


def scopes_of(call: Call, subject: str) -> list[tuple[str, str]]:
    """Whose budgets a call draws on."""
    named = [("bot", call.bot_id), ("key", call.key_id), ("subject", subject)]
    return [(scope, str(each)) for scope, each in named if each] + [("tenant", "")]


def cost_of(card: Card, usage: Usage) -> Decimal:
    """In the card's currency."""
    paid = usage.prompt_tokens * card.prompt_price + usage.completion_tokens * card.completion_price
    return (paid / PER_TOKENS).quantize(Decimal("0.000001"))
